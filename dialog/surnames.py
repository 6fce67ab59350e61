"""Surnames that many callers have, the commonest first: candidates for a name by keys.

They only spare letters. Whose name is not here chooses it letter by letter (`dialog/t9.py`).
"""

_COMMON = """
de Jong, Jansen, de Vries, van den Berg, van Dijk, Bakker, Janssen, Visser, Smit, Meijer, de Boer,
Mulder, de Groot, Bos, Vos, Peters, Hendriks, van Leeuwen, Dekker, Brouwer, de Wit, Dijkstra,
Smits, de Graaf, van der Meer, van der Linden, Kok, Jacobs, de Haan, Vermeulen, van den Heuvel,
van der Veen, van den Broek, de Bruijn, de Bruin, Schouten, van Beek, van der Heijden, Willems,
van Vliet, van de Ven, Hoekstra, Maas, Verhoeven, Koster, van Dam, van der Wal, Prins, Blom,
Huisman, Peeters, de Jonge, Kuipers, van Veen, Post, Kuiper, Veenstra, Kramer, van den Brink,
Scholten, van Wijk, Postma, Martens, Vink, de Ruiter, Timmermans, Groen, Gerritsen, Jonker, van
Loon, Boer, van der Velde, Willemsen, Smeets, de Lange, de Vos, van Dongen, Schipper, de Koning,
van der Laan, Koning, van der Velden, Driessen, van Doorn, Hermans, Evers, van den Bosch, van der
Meulen, Hofman, Bosman, Wolters, Sanders, van der Horst, Mol, Kuijpers, Molenaar, van de Pol, de
Leeuw, Verbeek, Hendriksen, Bosch, Hoogendoorn, Wouters, Roos, Lammers, Bouwman, Otten, Gerrits,
van Rijn, Schuurman, Boersma, Admiraal, Kroon, Kaya, Yilmaz, Demir, Sahin, Celik, Yildiz, Aydin,
Ozturk, Arslan, Dogan, Ali, Ahmed, Mohamed, Hassan, Ibrahim, Bouali, El Idrissi, El Amrani,
Bennani, Alaoui, Chaouch, Nguyen, Tran, Singh, Kumar, Khan, Chen, Wang, Li, Ramdin, Mohan, Pinas,
Kowalski, Nowak, Wisniewski, Ivanov, Popescu, Garcia, Silva, Santos, Martinez, Kim, Schmidt,
Muller, Weber, Hussain, Abdi, Farah, Tesfay, Kaplan, Polat, Koc, Kurt, Ozdemir, Simsek, Bulut,
Gunes, van Es, van Os, Kamp, Kemper, Kempen, Klein, de Kok, Kooij, Kooijman, Kooistra, Krol,
Lange, Leenders, Linders, Loos, Manders, Meijers, Meyer, Michels, Moerman, Moonen, Nijland,
Nijhuis, Nijs, Nooij, Oosterhuis, Oostveen, Ouwehand, Pieters, Poel, Poels, Pronk, Reijnders,
Rietveld, Roelofs, Rutten, Schaap, Scheffer, Schippers, Slot, Snijders, Spaans, Stam, Swart,
Teunissen, Thijssen, Timmer, Tol, Tuinstra, van Dalen, van Eijk, van Gelder, van Ginkel, van der
Heide, van Hoof, van Houten, van Kessel, van Laar, van Maanen, van Nes, van Oers, van Rooij, van
der Sluis, van Straten, van Tilburg, van Vuuren, van der Wiel, van Zanten, Veldhuis, Verburg,
Verhagen, Verhoef, Vermeer, Versteeg, Verweij, Vogel, Vonk, Vroom, Wagenaar, Westra, Wiersma, de
Wilde, Wijnen, Witte, Zijlstra, Zwart, Zwiers
"""

SURNAMES: tuple[str, ...] = tuple(" ".join(name.split()) for name in _COMMON.split(","))
