"""What a person answers to a question, written into the statement."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from appeals.importing.model import Ask, Entry, FoundList, Question, Statement, Version


class Answer(StrEnum):
    """How an entry is to be read, other than it was."""

    APART = "apart"  # each option is an entry of its own
    WHOLE = "whole"  # what was taken for a city belongs to the name
    NO_LIST = "no_list"  # these lines are not a list


def possible(question: Question) -> tuple[Answer, ...]:
    """Return what can be answered but that all was read rightly."""
    if question.ask is Ask.TWO_ENTRIES or (
        question.ask is Ask.COMMA_IN_NAME and len(question.options) > 2
    ):
        return (Answer.APART,)
    if question.ask is Ask.COMMA_IN_NAME and len(question.options) == 2:
        return (Answer.WHOLE,)
    if question.ask is Ask.LIST_WITHOUT_HEADING:
        return (Answer.NO_LIST,)
    return ()


def pieces(question: Question) -> tuple[str, ...]:
    """Return the names that there would be if the entry were several."""
    return question.options if question.ask is Ask.TWO_ENTRIES else question.options[1:]


def answered(statement: Statement, answers: Mapping[int, Answer | None]) -> Statement:
    """Return the statement as read with these answers, by the place of their question."""
    versions = statement.versions
    for place, answer in answers.items():
        question = statement.questions[place]
        if answer in possible(question):
            versions = tuple(_in_version(each, question, answer) for each in versions)
    left = tuple(each for at, each in enumerate(statement.questions) if at not in answers)
    return replace(statement, versions=versions, questions=left)


def _in_version(version: Version, question: Question, answer: Answer) -> Version:
    lists = [_in_list(found, question, answer) for found in version.lists]
    return replace(version, lists=tuple(each for each in lists if each is not None))


def _in_list(found: FoundList, question: Question, answer: Answer) -> FoundList | None:
    meant = [each for each in found.entries if _is_meant(each, question)]
    if not meant:
        return found
    if answer is Answer.NO_LIST:
        return None
    entries: list[Entry] = []
    for each in found.entries:
        if each is not meant[0]:
            entries.append(each)
        elif answer is Answer.WHOLE:
            entries.append(replace(each, name=question.options[1], city=""))
        else:
            entries += _apart(each, question)
    return replace(found, entries=tuple(entries))


def _is_meant(entry: Entry, question: Question) -> bool:
    return entry.place == question.place and entry.raw.strip() == question.text.strip()


def _apart(entry: Entry, question: Question) -> list[Entry]:
    """Only the last of several entries on a line has what stood at its end."""
    names = [each.strip() for each in pieces(question)]
    bare = [
        Entry(name, entry.place, number=entry.number if at == 0 else None, name=name)
        for at, name in enumerate(names[:-1])
    ]
    last = replace(entry, raw=names[-1], name=names[-1], city="", number=None)
    return [replace(each, group=entry.group) for each in bare] + [last]
