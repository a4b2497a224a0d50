"""Words for what is wrong with a telephone number."""

from auditbot.check import Text

FAULTS = {
    "placeholder": Text("是占位号码", "is a placeholder"),
    "length": Text("位数不对", "has the wrong number of digits"),
    "invalid": Text("不是有效的号码", "is not a valid number"),
}
"""By ``auditbot.extract.contact.phone_faults.fault_of``."""
