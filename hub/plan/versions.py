"""Items of a plan and items of a draft in one form, so that they can be compared."""

from collections.abc import Mapping

from ..accounts.queries import Directory
from .comparing import Party, Version
from .drafts import Answer, DraftItem
from .models import ItemParty, WorkItem
from .names import Known
from .resolving import Resolved, resolve


def standing_version(directory: Directory, item: WorkItem) -> Version:
    """An item as the plan has it."""
    return Version(
        ref=item.public_id,
        number=item.number,
        section=item.section,
        title=item.title,
        body=item.body,
        due_on=item.due_on,
        parties=tuple(_standing(directory, party) for party in item.parties),
        stands=item.gone_at is None,
    )


def drafted_version(known: Known, answers: Mapping[str, Answer], item: DraftItem) -> Version:
    """An item as the draft would make it: names that mean the same are one party, ignored ones none."""
    parties: dict[str, Party] = {}
    for named in item.parties:
        found = resolve(known, answers, named.name)
        if found.kind != "ignore":
            who = _who(found)
            leads = named.is_lead or (who in parties and parties[who].is_lead)
            parties[who] = Party(who, found.name, leads)
    return Version(
        ref=item.key,
        number=item.number,
        section=item.section.strip(),
        title=item.title.strip(),
        body=item.body.strip(),
        due_on=item.due_on,
        parties=tuple(parties.values()),
    )


def _standing(directory: Directory, party: ItemParty) -> Party:
    if party.unit_id is not None:
        unit = directory.unit(party.unit_id)
        return Party(f"unit:{unit.public_id}", unit.short_name, party.is_lead)
    group = next(group for group in directory.groups if group.id == party.group_id)
    return Party(f"group:{group.public_id}", group.name, party.is_lead)


def _who(found: Resolved) -> str:
    return f"{found.kind}:{found.public_id or found.name}"
