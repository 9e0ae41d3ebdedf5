"""Personal fields as they are shown until somebody asks for one: 199****0012, 110109********0341."""


def mask_phone(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "*" * len(phone)


def mask_id(number: str) -> str:
    return f"{number[:6]}********{number[-4:]}" if len(number) > 10 else "*" * len(number)


def mask_address(address: str, place: str) -> str:
    """The village stays, what leads to the door is hidden."""
    return f"{place} ***" if address else ""
