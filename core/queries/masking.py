"""Personal fields as they are shown until somebody asks for one: 199****0012, 110109********0341."""

import re


def mask_phone(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "*" * len(phone)


def mask_id(number: str) -> str:
    return f"{number[:6]}********{number[-4:]}" if len(number) > 10 else "*" * len(number)


def mask_contact(contact: str) -> str:
    """A name stays, the phone behind it is hidden."""
    return re.sub(r"\d{7,}", lambda found: mask_phone(found[0]), contact)


def mask_address(address: str, place: str) -> str:
    """The village stays, what leads to the door is hidden."""
    return f"{place} ***" if address else ""
