"""What a finding says to its reader: what is wrong, why it matters, how to mend it.

English sentences for gettext, marked by `N_` and translated where they are
shown. `language` and `other_language` are BCP 47 tags in the values; whoever
shows the sentence puts their names there.
"""

from collections.abc import Mapping

from appeals.drafting.parity.model import Finding


def N_(message: str) -> str:  # The keyword under which gettext finds messages.
    return message


Values = Mapping[str, str]

_LONGEST = 120  # characters of a quotation from the text


def explained(finding: Finding) -> tuple[str, Values]:
    """Return an English sentence with %(…)s placeholders, and the values for it."""
    sentences = SENTENCES[finding.rule]
    message = sentences if isinstance(sentences, str) else sentences[variant(finding)]
    return message, {
        "found": _shown(_bare(finding, finding.found)),
        "expected": _shown(_bare(finding, finding.expected or "")),
        "language": finding.language,
        "other_language": finding.other_language or "",
    }


def variant(finding: Finding) -> str:
    """Which of several sentences of a rule is meant."""
    if finding.found and finding.expected is not None:
        return "differs"
    return "adds" if finding.found else "lacks"


def _bare(finding: Finding, text: str) -> str:
    """A quotation without its marks: the sentence sets it in its own."""
    return text.strip("«»“”„‘’‚\"'") if finding.rule == "quotations" else text


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


# By rule, and where a rule has several, by what is there and what is not.
SENTENCES: Mapping[str, str | Mapping[str, str]] = {
    "missing": N_(
        "There is no wording in this language, although there is one in another "
        "(%(other_language)s). The appeal cannot be published with a gap. Translate the "
        "segment, or empty it in every language."
    ),
    "kind": N_(
        "This segment is of another kind here (%(found)s) than in the other language "
        "(%(expected)s). Then the two versions are not laid out alike. Choose one kind."
    ),
    "numbers": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. Every language version has to give the same numbers. Correct "
            "whichever is wrong."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). Every "
            "language version has to give the same numbers. Remove it here or add it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. Every "
            "language version has to give the same numbers. Add it here or remove it there."
        ),
    },
    "round_numbers": N_(
        "“%(found)s” stands where the other wording (%(other_language)s) has “%(expected)s”. "
        "Both are often used loosely, yet they are different numbers. Say the same number if "
        "the difference matters."
    ),
    "dates": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. Every language version has to give the same dates. Correct "
            "whichever is wrong."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). Every "
            "language version has to give the same dates. Remove it here or add it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. Every "
            "language version has to give the same dates. Add it here or remove it there."
        ),
    },
    "times": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. Every language version has to give the same hours. Correct "
            "whichever is wrong."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). Every "
            "language version has to give the same hours. Remove it here or add it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. Every "
            "language version has to give the same hours. Add it here or remove it there."
        ),
    },
    "amounts": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. Every language version has to give the same amounts in the same "
            "currency. Correct whichever is wrong."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). Every "
            "language version has to give the same amounts in the same currency. Remove it "
            "here or add it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. Every "
            "language version has to give the same amounts in the same currency. Add it here "
            "or remove it there."
        ),
    },
    "percentages": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. Every language version has to give the same percentages. Correct "
            "whichever is wrong."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). Every "
            "language version has to give the same percentages. Remove it here or add it "
            "there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. Every "
            "language version has to give the same percentages. Add it here or remove it "
            "there."
        ),
    },
    "provisions": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. Articles, laws and orders are looked up by these numbers. Correct "
            "whichever is wrong."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). "
            "Articles, laws and orders are looked up by these numbers. Remove it here or add "
            "it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. "
            "Articles, laws and orders are looked up by these numbers. Add it here or remove "
            "it there."
        ),
    },
    "provision_word": N_(
        "“%(found)s” stands alone where the other wording (%(other_language)s) has "
        "“%(expected)s”. Without the word before it the reader cannot tell what the number is. "
        "Add the word."
    ),
    "addresses": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. Readers of every language need the same addresses, unless there "
            "is a page in their own. Correct it, or waive this if the other page is meant."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). Readers "
            "of every language need the same addresses, unless there is a page in their own. "
            "Remove it here or add it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. Readers "
            "of every language need the same addresses, unless there is a page in their own. "
            "Add it here or remove it there."
        ),
    },
    "placeholders": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. A placeholder is filled in when the appeal is printed, in every "
            "language alike. Write the same placeholder."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). A "
            "placeholder is filled in when the appeal is printed, in every language alike. "
            "Remove it here or add it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. A "
            "placeholder is filled in when the appeal is printed, in every language alike. Add "
            "it here or remove it there."
        ),
    },
    "footnotes": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. The same notes belong to every language version. Give it the same "
            "mark."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). The "
            "same notes belong to every language version. Remove it here or add it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. The "
            "same notes belong to every language version. Add it here or remove it there."
        ),
    },
    "emphasis": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. What is stressed in one language should be stressed in the "
            "others. Stress the same words."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). What is "
            "stressed in one language should be stressed in the others. Remove it here or add "
            "it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. What is "
            "stressed in one language should be stressed in the others. Add it here or remove "
            "it there."
        ),
    },
    "quotations": {
        "differs": N_(
            "“%(found)s” stands where the other wording (%(other_language)s) has "
            "“%(expected)s”. A quotation in one language should be one in the others; names "
            "alone may be left without marks. Compare the two."
        ),
        "adds": N_(
            "“%(found)s” has no counterpart in the other wording (%(other_language)s). A "
            "quotation in one language should be one in the others; names alone may be left "
            "without marks. Remove it here or add it there."
        ),
        "lacks": N_(
            "“%(expected)s” of the other wording (%(other_language)s) is missing here. A "
            "quotation in one language should be one in the others; names alone may be left "
            "without marks. Add it here or remove it there."
        ),
    },
    "lines": N_(
        "This wording has %(found)s lines or another kind of lines; the other one "
        "(%(other_language)s) has %(expected)s. Lists and paragraphs should be divided alike "
        "in all languages. Divide them alike."
    ),
    "untranslated": N_(
        "This wording is the same, or nearly the same, as the other one (%(other_language)s). "
        "It seems not to have been translated. Translate it, or waive this if it is a name."
    ),
    "length": N_(
        "This wording has %(found)s characters, the other one (%(other_language)s) "
        "%(expected)s. That is out of the usual proportion of the two languages, so something "
        "may be missing or said twice. Compare the two."
    ),
    "names": N_(
        "“%(found)s” in the other wording (%(other_language)s) has no counterpart here. The "
        "glossary calls it “%(expected)s”. Name it here too, or waive this if the text is "
        "clear without it."
    ),
    "strength": N_(
        "“%(found)s” does not weigh the same as “%(expected)s” in the other wording "
        "(%(other_language)s). Those who sign should ask for the same thing with the same "
        "force. Choose words of the same strength."
    ),
    "wrong_script": N_(
        "This wording is mostly in the script of another language. It may have been put in the "
        "wrong column or not translated. Put the right wording here."
    ),
    "foreign_passage": N_(
        "“%(found)s” is in another script than the rest. A passage of this length seems not to "
        "have been translated. Translate it, or waive this if it is a name."
    ),
    "mixed_scripts": {
        "differs": N_(
            "“%(found)s” has letters of two alphabets that look alike. A search does not find "
            "such a word, and it is read out wrongly. Write “%(expected)s” in one alphabet."
        ),
        "adds": N_(
            "“%(found)s” has letters of two alphabets. A search does not find such a word, and "
            "it is read out wrongly. Write it in one alphabet."
        ),
    },
    "look_alike": N_(
        "The letter “%(found)s” is of another alphabet than the text, although it looks right. "
        "A search does not find it, and it is read out wrongly. Type the letter “%(expected)s” "
        "of this language."
    ),
    "stray_letter": N_(
        "The letter “%(found)s” stands alone and is no word of this language. A part of a word "
        "may be missing. Complete or remove it."
    ),
    "foreign_letter": N_(
        "“%(found)s” has a letter that this language does not use. It may come from the "
        "keyboard of a related language. Correct the word, or waive this if it is a foreign "
        "name."
    ),
    "balance": N_(
        "The mark “%(found)s” has no partner. The reader cannot tell where the quotation or "
        "bracket begins or ends. Add the missing mark or remove this one."
    ),
    "typed_marker": N_(
        "The item begins with “%(found)s”. Items are numbered and bulleted when the appeal is "
        "printed, so it would stand there twice. Remove it."
    ),
    "half_footnote": N_(
        "“%(found)s” has no other half: a footnote is a mark in the text and, in the last lines, "
        "the mark once more with a colon and the text of the note. As it is, it is printed as "
        "typed. Add what is missing or remove the mark."
    ),
    "thousands": N_(
        "“%(found)s” parts the thousands as another language does. In this language it could "
        "be read as a different number. Write “%(expected)s”."
    ),
    "fractions": N_(
        "“%(found)s” has the decimal sign of another language. In this language it could be "
        "misread. Write “%(expected)s”."
    ),
    "doubled_spaces": N_(
        "There are two or more blanks between two words. They leave a gap in the printed text. "
        "Leave one blank."
    ),
    "trailing_spaces": N_(
        "There are blanks at the beginning or the end of a line. They are not seen, but they "
        "are copied and printed. Remove them."
    ),
    "no_break_space": N_(
        "A no-break space stands between two ordinary words. The line cannot be broken there, "
        "and searches may miss the words. Type an ordinary blank."
    ),
    "invisible": N_(
        "There is an invisible character in the wording. It was probably copied along and can "
        "break words or searches. Remove it."
    ),
    "space_before_stop": N_(
        "There is a blank before a punctuation mark. This language sets none there. Remove it."
    ),
    "glued_words": N_(
        "There is no blank after “%(found)s”. Two words run into each other. Add a blank."
    ),
    "doubled_stop": N_(
        "“%(found)s” is a punctuation mark too many. It looks like a slip of the keyboard. "
        "Leave “%(expected)s”."
    ),
    "double_hyphen": N_(
        "“%(found)s” stands for a dash. It is a habit of the typewriter and looks unfinished "
        "in print. Write “%(expected)s”."
    ),
    "hyphen_for_dash": N_(
        "A hyphen with blanks around it stands for a dash. A hyphen joins words, a dash parts "
        "them. Write “%(expected)s”."
    ),
    "quotation_marks": N_(
        "%(found)s has quotation marks that this language does not use. Write %(expected)s."
    ),
    "french_spaces": N_(
        "The no-break space before a punctuation mark is missing. French sets one before a "
        "semicolon, a colon, an exclamation mark and a question mark. Put it in."
    ),
    "spanish_openings": N_(
        "The sentence ends with “%(found)s” and does not open with “%(expected)s”. Spanish "
        "marks both ends. Add the opening mark."
    ),
    "arabic_stops": N_(
        "“%(found)s” is the punctuation mark of another script. Arabic has its own. Write "
        "“%(expected)s”."
    ),
    "slips": N_("“%(found)s” is a usual slip. Write “%(expected)s”."),
    "repeated_words": N_(
        "“%(found)s” has the same word twice. It is probably a slip. Remove one of them."
    ),
    "apostrophes": N_(
        "This apostrophe is not the one used in the rest of the text. A text should have one "
        "kind throughout. Write “%(expected)s”."
    ),
    "dashes": N_(
        "The dash “%(found)s” is not the one used in the rest of the text. A text should have "
        "one kind throughout. Write “%(expected)s”."
    ),
    "quotation_styles": N_(
        "%(found)s has other quotation marks than the rest of the text. A text should have one "
        "kind throughout. Write %(expected)s."
    ),
}
