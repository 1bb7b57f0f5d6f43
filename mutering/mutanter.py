"""The changes: which operators are used, and the code that each of them gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

STORLEK = ("Lt", "LtE", "Gt", "GtE")
# Those that can give another answer without a crash: a sum turned into a bit shift tells nothing of a test. Whether two
# things are the same is turned round and not made a question of size, since most of them are codes.
OPERATORER = (
    *(f"core/ReplaceComparisonOperator_{fran}_{till}" for fran in STORLEK for till in STORLEK if fran != till),
    *(f"core/ReplaceComparisonOperator_{fran}_NotEq" for fran in STORLEK),
    "core/ReplaceComparisonOperator_Eq_NotEq",
    "core/ReplaceComparisonOperator_NotEq_Eq",
    "core/ReplaceComparisonOperator_Is_IsNot",
    "core/ReplaceComparisonOperator_IsNot_Is",
    "core/ReplaceBinaryOperator_Add_Sub",
    "core/ReplaceBinaryOperator_Sub_Add",
    "core/ReplaceBinaryOperator_Mul_Div",
    "core/ReplaceBinaryOperator_Div_Mul",
    "core/ReplaceBinaryOperator_FloorDiv_Mul",
    "core/ReplaceBinaryOperator_Mod_Mul",
    "core/ReplaceBinaryOperator_BitAnd_BitOr",
    "core/ReplaceBinaryOperator_BitOr_BitAnd",
    "core/ReplaceUnaryOperator_USub_UAdd",
    "core/ReplaceUnaryOperator_Delete_Not",
    "core/AddNot",
    "core/ReplaceAndWithOr",
    "core/ReplaceOrWithAnd",
    "core/ReplaceTrueWithFalse",
    "core/ReplaceFalseWithTrue",
    "core/ReplaceBreakWithContinue",
    "core/ReplaceContinueWithBreak",
    "core/NumberReplacer",
    "core/ZeroIterationForLoop",
)

RUBRIK = re.compile(r"\bversion= ?\d+,|@dataclass|i_bruk=|tips=|lru_cache\(|\*, \w+: ")
"""A rule's own heading says under which version it is registered and whether it is delivered in use. A star parts the
names of a signature, and how much is remembered changes no answer."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file. `rad` counts from 1; `fore` and `efter` are the line before and after."""

    fil: Path
    operator: str
    nummer: int
    rad: int
    fore: str
    efter: str
    kod: str

    @property
    def nyckel(self) -> tuple[str, str, str]:
        """What it is known by when the lines around it move."""
        return (self.fil.as_posix(), self.fore, self.efter)


def mutants_of(fil: Path) -> Iterator[Mutant]:
    """Every change of a file, the same code only once. Annotations and the rule's own heading are left alone."""
    text = fil.read_text(encoding="utf-8")
    sedda = {text}
    for namn in OPERATORER:
        operator = get_operator(namn)()
        nummer = 0
        platser = sum(len(list(operator.mutation_positions(nod))) for nod in ast_nodes(get_ast(text)))
        while nummer < platser:
            kod = mutate_code(text, operator, nummer)
            nummer += 1
            if kod is None or kod in sedda:
                continue
            sedda.add(kod)
            rad, fore, efter = _difference(text, kod)
            if fore and not _is_heading(fore):
                yield Mutant(fil, namn.removeprefix("core/"), nummer, rad, fore, efter, kod)


def _difference(text: str, kod: str) -> tuple[int, str, str]:
    for nummer, (fore, efter) in enumerate(zip(text.splitlines(), kod.splitlines(), strict=False), start=1):
        if fore != efter:
            return nummer, fore.strip(), efter.strip()
    return 0, "", ""


def _is_heading(rad: str) -> bool:
    """Whether the line is a signature, where `|` joins types, or the version that a rule is registered under."""
    return rad.startswith("def ") or ("->" in rad and rad.endswith(":")) or RUBRIK.search(rad) is not None
