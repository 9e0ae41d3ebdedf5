"""Typed ids: what names a person, a place or a road, never a sentence about them."""

from typing import NewType

PersonId = NewType("PersonId", str)  # 32 hex digits drawn at random, never derived from an id number
HouseholdId = NewType("HouseholdId", str)  # the pack's own id
HelperId = NewType("HelperId", str)  # 32 hex digits drawn at random
PlaceCode = NewType("PlaceCode", str)  # official code of a village or community
ShelterId = NewType("ShelterId", str)
NodeId = NewType("NodeId", str)
LinkId = NewType("LinkId", str)
StationId = NewType("StationId", str)
VehicleId = NewType("VehicleId", str)
InstitutionId = NewType("InstitutionId", str)
EventId = NewType("EventId", str)  # 32 hex digits: the first 16 bytes of a SHA-256
BlobHash = NewType("BlobHash", str)  # 64 hex digits: SHA-256 of a salted blob
DeviceId = NewType("DeviceId", str)  # 16 hex digits of the device's public key fingerprint
IncidentId = NewType("IncidentId", str)  # 32 hex digits; a drill has its own
