"""First names that many callers have, to know a name by and to invent one from."""

_COMMON = """
Aart Abdel Achmed Adriaan Ahmed Albert Alexander Alice Ali Amber Amina Anja Anke Anna Anne Annelies
Annemarie Annie Anouk Ans Anton Arend Arie Arjan Astrid Ayşe Bart Bas Beatrix Ben Bert Bianca Bram
Carla Carlijn Charlotte Cees Christien Coby Conny Cor Corrie Cynthia Daan Danny Dennis Dewi Diana
Dick Dirk Eline Ellen Els Elly Emma Erik Erwin Esther Eva Evelien Evert Fatima Femke Fenna Ferry
Fleur Floor Frank Frans Fred Frits Gerda Gerard Gerrie Gerrit Gert Gijs Gré Greet Guus Hanneke Hans
Harm Harrie Harry Hassan Heleen Helma Henk Henny Herman Hilde Ibrahim Ilse Ineke Inge Ingrid Irene
Iris Isabel Ivo Jaap Jacqueline Jan Janneke Jasmijn Jasper Jeanette Jelle Jeroen Jesse Jet Joke
Joost Joris Judith Julia Jurgen Karel Karin Kees Khadija Kim Klaas Koen Kristel Lars Laura Leen
Lena Leo Leon Lieke Lies Lisa Loes Lotte Louise Luuk Maaike Maarten Mandy Manon Marc Marga Margot
Maria Marieke Marijke Mariska Marja Marjan Mark Marloes Martijn Martine Max Maud Meike Merel Mia
Michiel Mieke Mila Milan Mireille Miriam Mohamed Monique Mustafa Myrthe Nadia Naomi Natasja Nel
Nico Niek Niels Nienke Noor Olga Paul Peter Petra Pieter Piet Pim Rachid Ramon Ria Rianne Richard
Rik Rob Robin Roel Ronald Rosa Rutger Ruud Saida Samira Sander Sandra Sanne Saskia Sem Simone
Sjoerd Sjoukje Sofie Stefan Stijn Suzanne Sven Tamara Ted Teun Theo Thijs Thomas Tijn Tim Timo Tine
Tineke Tom Ton Toos Trees Truus Ursula Valerie Vera Vincent Wendy Wies Willem Willy Wim Wouter
Yara Yusuf Yvonne Zeynep
"""

FIRST_NAMES: tuple[str, ...] = tuple(_COMMON.split())
