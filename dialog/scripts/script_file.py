"""One script's file, read into a Script and checked line by line."""

from collections.abc import Callable, Collection, Iterable, Mapping

from dialog.acts import OutcomeType
from dialog.content_file import Entries, Items, Node, Scalar
from dialog.content_page import LANGUAGES, Page
from dialog.content_style import Wording, check_braces
from dialog.follow_ups import KINDS as FOLLOW_UPS
from dialog.gaps import folded
from dialog.scripts.reading_back import ROWS, placeholders
from dialog.scripts.script import (
    CHOICE,
    KINDS,
    Ask,
    Beginning,
    Branch,
    Choice,
    Condition,
    Confirm,
    End,
    HandOver,
    Perform,
    Script,
    Slot,
    Step,
    Tell,
    Text,
)
from dialog.services import SERVICES

_WORLD = frozenset({"open", "crisis", "language"})
_SCRIPT_KEYS = (("key", "title", "outcome", "offer", "slots", "steps"), ("opening", "begin"))
_SLOT_KEYS = (
    *("kind", "label", "again", "other", "optional", "instead", "any_of", "choices", "keys"),
    *("from_caller", "from_first_words", "unknown", "words"),
)
_ENDING_KEYS = ("end", "hand_over", "outcome", "topic", "callback", "urgent")
_BRANCH_KEYS = (
    *("say", "fill", "choose", "row", "question", "question_near", "no", "forget", "fail"),
    *_ENDING_KEYS,
)


def read_script(page: Page, stem: str, facts: Collection[str] = ()) -> Script:
    """Read it; `page.problems` tells whether it can be used. `facts` are what texts may name."""
    return _ScriptReader(page, stem, facts).read()


class _ScriptReader:
    """The page, and the names that its texts and steps may use."""

    def __init__(self, page: Page, stem: str, facts: Collection[str]) -> None:
        self._page = page
        self._stem = stem
        self._facts = frozenset(facts)
        self._slots: dict[str, Slot] = {}
        self._given: set[str] = set()
        """What services are told to leave, beside the slots."""
        self._texts: list[tuple[int, str]] = []
        self._names: list[tuple[int, str]] = []
        """Where a slot is named, to be checked once all are known."""
        self._kinds: Mapping[str, Callable[[Entries, str], list[Step]]] = {
            "ask": self._ask,
            "confirm": self._confirm,
            "perform": self._perform,
            "tell": self._tell,
            "end": self._end,
            "hand_over": self._hand_over,
        }

    def read(self) -> Script:
        page, root = self._page, self._page.root
        page.check_keys(root, *_SCRIPT_KEYS)
        key = page.text(root, "key")
        if key and key != self._stem:
            page.error(
                root.key_lines["key"], f"'{key}' hoort '{self._stem}' te zijn, als het bestand."
            )
        slots = page.child(root, "slots")
        self._slots = {name: self._slot(slots, name) for name in slots.nodes}
        script = Script(
            key=self._stem,
            title=self._text(root, "title"),
            outcome=self._outcome(root) or OutcomeType.ANSWERED,
            slots=self._slots,
            steps=tuple(self._steps(root)),
            offer=self._text(root, "offer"),
            opening=self._text(root, "opening"),
            begin=self._beginning(root),
        )
        self._check_names(script)
        return script

    # -- slots -------------------------------------------------------------------------------

    def _slot(self, slots: Entries, name: str) -> Slot:
        page, entries = self._page, self._page.child(slots, name)
        any_of = self._list(entries, "any_of")
        page.check_keys(entries, ("ask",), _SLOT_KEYS)
        slot = Slot(
            key=name,
            kind="" if any_of else self._kind(entries, name, slots.key_lines[name]),
            ask=self._text(entries, "ask"),
            label=self._text(entries, "label"),
            again=self._text(entries, "again"),
            other=self._text(entries, "other"),
            optional=page.flag(entries, "optional"),
            unknown=page.optional_text(entries, "unknown"),
            words=tuple(folded(word) for word in self._list(entries, "words")),
            instead=page.optional_text(entries, "instead"),
            any_of=any_of,
            choices=self._choices(entries),
            keys=self._by_key(entries),
            from_caller=page.flag(entries, "from_caller"),
            from_first_words=page.flag(entries, "from_first_words"),
        )
        if (slot.kind == CHOICE) != bool(slot.choices):
            page.error(entries.line, f"'choices' hoort bij de soort '{CHOICE}', en daar alleen.")
        self._note(entries, "instead", [slot.instead] if slot.instead else [])
        self._note(entries, "any_of", any_of)
        return slot

    def _kind(self, entries: Entries, name: str, line: int) -> str:
        kind = self._page.optional_text(entries, "kind") or name
        if kind not in KINDS:
            names = ", ".join(sorted(KINDS))
            where = entries.key_lines.get("kind", line)
            self._page.error(where, f"'{kind}' is geen soort gegeven. Bekend zijn: {names}.")
        return kind

    def _choices(self, entries: Entries) -> tuple[Choice, ...]:
        page, choices = self._page, self._page.child(entries, "choices")
        found = []
        for value in choices.nodes:
            each = page.child(choices, value)
            page.check_keys(each, ("title",), ("words",))
            words = (*self._list(each, "words"), *self._text(each, "title").values())
            known = tuple(dict.fromkeys(map(folded, words)))
            found.append(Choice(value, self._text(each, "title"), known))
        return tuple(found)

    def _by_key(self, entries: Entries) -> tuple[Choice, ...]:
        """What may be chosen by key: 'bankstel: {nl: een bankstel, en: a sofa}'."""
        keys = self._page.child(entries, "keys")
        return tuple(Choice(value, self._text(keys, value)) for value in keys.nodes)

    # -- steps -------------------------------------------------------------------------------

    def _steps(self, root: Entries) -> Iterable[Step]:
        if "steps" not in root.nodes:
            return
        for node in self._page.items(root.nodes["steps"], "steps"):
            entries = self._page.entries(node, "Een stap")
            kinds = [kind for kind in self._kinds if kind in entries.nodes]
            if len(kinds) == 1:
                yield from self._kinds[kinds[0]](entries, kinds[0])
            else:
                known = ", ".join(self._kinds)
                self._page.error(entries.line, f"Een stap hoort één hiervan te hebben: {known}.")

    def _ask(self, entries: Entries, kind: str) -> list[Step]:
        self._page.check_keys(entries, ("ask",), ("if",))
        names = self._list(entries, "ask")
        self._note(entries, "ask", names)
        conditions = self._conditions(entries)
        return [Ask(slot=name, conditions=conditions, line=entries.line) for name in names]

    def _confirm(self, entries: Entries, kind: str) -> list[Step]:
        self._page.check_keys(entries, ("confirm", "question"), ("no", "if"))
        slots, no = self._list(entries, "confirm"), self._list(entries, "no")
        self._note(entries, "confirm", slots)
        self._note(entries, "no", no)
        confirm = Confirm(
            slots=slots,
            ask=self._text(entries, "question"),
            no=no,
            conditions=self._conditions(entries),
            line=entries.line,
        )
        return [confirm]

    def _tell(self, entries: Entries, kind: str) -> list[Step]:
        self._page.check_keys(entries, ("tell",), ("if",))
        text = self._text(entries, "tell")
        return [Tell(text=text, conditions=self._conditions(entries), line=entries.line)]

    def _end(self, entries: Entries, kind: str) -> list[Step]:
        self._page.check_keys(entries, ("end",), ("outcome", "topic", "if"))
        return [self._ending(entries, self._conditions(entries))]

    def _hand_over(self, entries: Entries, kind: str) -> list[Step]:
        self._page.check_keys(entries, ("hand_over",), ("callback", "urgent", "if"))
        return [self._ending(entries, self._conditions(entries))]

    def _ending(self, entries: Entries, conditions: tuple[Condition, ...] = ()) -> End | HandOver:
        page = self._page
        if "hand_over" in entries.nodes:
            return HandOver(
                text=self._text(entries, "hand_over"),
                callback=page.flag(entries, "callback"),
                urgent=page.flag(entries, "urgent"),
                conditions=conditions,
                line=entries.line,
            )
        return End(
            text=self._text(entries, "end"),
            outcome=self._outcome(entries),
            topic=page.optional_text(entries, "topic"),
            conditions=conditions,
            line=entries.line,
        )

    def _perform(self, entries: Entries, kind: str) -> list[Step]:
        page, service = self._page, self._page.text(entries, "perform")
        line = entries.key_lines["perform"]
        known = SERVICES.get(service)
        if known is None:
            names = ", ".join(SERVICES)
            page.error(line, f"De dienst '{service}' bestaat niet. Bekend zijn: {names}.")
            return []
        page.check_keys(entries, ("perform", "with", *sorted(known.statuses)), ("if",))
        takes = self._pairs(entries, "with")
        for name, _ in takes:
            if name not in known.takes:
                names = ", ".join(sorted(known.takes))
                page.error(line, f"'{service}' neemt geen '{name}' aan. Bekend zijn: {names}.")
        self._note(entries, "with", [slot for _, slot in takes])
        branches = {
            status: self._branch(page.child(entries, status), known.gives)
            for status in known.statuses
            if status in entries.nodes
        }
        step = Perform(
            service=service,
            takes=takes,
            branches=branches,
            conditions=self._conditions(entries),
            line=entries.line,
        )
        return [step]

    def _branch(self, entries: Entries, gives: frozenset[str]) -> Branch:
        page = self._page
        page.check_keys(entries, (), _BRANCH_KEYS)
        fill, choose = self._pairs(entries, "fill"), self._pairs(entries, "choose")
        for name, _ in (*fill, *choose):
            if name not in gives:
                names = ", ".join(sorted(gives)) or "niets"
                page.error(entries.line, f"Deze dienst geeft geen '{name}'. Hij geeft: {names}.")
        self._given |= {to for _, to in fill}
        no, fail = page.optional_text(entries, "no"), page.optional_text(entries, "fail")
        forget = self._list(entries, "forget")
        self._note(entries, "choose", [slot for _, slot in choose])
        self._note(entries, "no", [no] if no else [])
        self._note(entries, "fail", [fail] if fail else [])
        if choose and "question" not in entries.nodes:
            page.error(entries.line, "Bij 'choose' hoort een vraag: 'question'.")
        ends = {"end", "hand_over"} & entries.nodes.keys()
        return Branch(
            say=self._text(entries, "say"),
            fill=fill,
            choose=choose,
            row=self._text(entries, "row", gives),
            ask=self._text(entries, "question"),
            ask_near=self._text(entries, "question_near"),
            no=no,
            forget=forget,
            fail=fail,
            ends=self._ending(entries) if ends else None,
        )

    # -- parts -------------------------------------------------------------------------------

    def _beginning(self, root: Entries) -> Beginning:
        page, entries = self._page, self._page.child(self._page.root, "begin")
        page.check_keys(entries, (), ("wishes", "kinds", "words"))
        kinds = self._list(entries, "kinds")
        for kind in kinds:
            if kind not in FOLLOW_UPS:
                names = ", ".join(FOLLOW_UPS)
                page.error(entries.line, f"'{kind}' is geen soort vraag. Bekend zijn: {names}.")
        words = tuple(folded(word) for word in self._list(entries, "words"))
        return Beginning(page.flag(entries, "wishes"), kinds, words)

    def _conditions(self, entries: Entries) -> tuple[Condition, ...]:
        asked = self._page.child(entries, "if")
        found = []
        for name in asked.nodes:
            found.append(Condition(name, self._list(asked, name)))
            if name not in _WORLD and name not in SERVICES:
                self._names.append((asked.key_lines[name], name))
        return tuple(found)

    def _outcome(self, entries: Entries) -> OutcomeType | None:
        told = self._page.optional_text(entries, "outcome")
        if told is None or told in set(OutcomeType):
            return OutcomeType(told) if told else None
        names = ", ".join(OutcomeType)
        line = entries.key_lines["outcome"]
        self._page.error(line, f"'{told}' is geen afloop. Bekend zijn: {names}.")
        return None

    def _text(self, parent: Entries, key: str, names: Iterable[str] | None = None) -> Text:
        """Words in each language; `names` are what they may name, where that is not the slots."""
        if key not in parent.nodes:
            return {}
        page, entries = self._page, self._page.child(parent, key)
        page.check_keys(entries, ("nl",), LANGUAGES)
        by_language = page.languages(entries)
        for language, words in by_language.items():
            line = entries.key_lines[language]
            if not check_braces(page, Wording(line, language, words)):
                continue
            for name in placeholders(words):
                if names is None:
                    self._texts.append((line, name))
                elif name not in names:
                    page.error(line, f"'{name}' is hier niet bekend.")
        return by_language

    def _list(self, parent: Entries, key: str) -> tuple[str, ...]:
        """One name, or a list of them."""
        node = parent.nodes.get(key)
        nodes: tuple[Node, ...] = node.nodes if isinstance(node, Items) else (node,) if node else ()
        return tuple(self._page.said(each, key) for each in nodes)

    def _pairs(self, parent: Entries, key: str) -> tuple[tuple[str, str], ...]:
        """A list of names, or 'name: slot' where the slot is called otherwise."""
        node = parent.nodes.get(key)
        if isinstance(node, Entries):
            return tuple((name, self._page.text(node, name)) for name in node.nodes)
        if isinstance(node, Items | Scalar):
            return tuple((name, name) for name in self._list(parent, key))
        return ()

    def _note(self, entries: Entries, key: str, names: Iterable[str]) -> None:
        line = entries.key_lines.get(key, entries.line)
        self._names += [(line, name) for name in names]

    def _check_names(self, script: Script) -> None:
        known = set(self._slots) | self._given
        for line, name in self._names:
            if name not in known:
                self._page.error(line, f"'{name}' is hier geen gegeven. Zet het bij 'slots'.")
        for line, name in self._texts:
            if name not in known | self._facts | {ROWS}:
                self._page.error(line, f"'{name}' is hier niet bekend, en niet te zeggen.")
        if not script.steps:
            self._page.error(self._page.root.line, "Dit script heeft geen stappen.")
