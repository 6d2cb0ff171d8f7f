"""The words for what a look at the log of an appeal can find."""

from flask_babel import lazy_gettext as _

from appeals.ledger import Kind

FAULTS = {
    Kind.NOT_A_PREFIX: _("What was signed earlier is not the beginning of what is there now."),
    Kind.LEAF_CHANGED: _("An entry was changed."),
    Kind.LEAF_MISSING: _("Entries were taken out."),
    Kind.CHECKPOINT_BROKEN: _("A signature over the log is missing or not ours."),
    Kind.OPENING_CHANGED: _("What is kept about an entry is not what was signed."),
    Kind.TEXT_CHANGED: _("A final text is not what it was when it was made final."),
    Kind.SIGNATURE_CHANGED: _("A signature is not as the organisation gave it."),
    Kind.SIGNATURE_ADDED: _("A signature stands there that nobody gave."),
    Kind.SIGNATURE_MISSING: _("A signature that was given stands there no more."),
    Kind.VISIBILITY_CHANGED: _("A name is to be shown otherwise than its organisation wants."),
}
