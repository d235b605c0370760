"""Give new records their works: the same key, the same work; no key, a work of its own."""

from collections.abc import Sequence

from helge.catalogue.models import Work
from helge.foundation.copying import copy_rows, reserve_ids

TABLE = "catalogue_work"


def works_for(keys: Sequence[str]) -> list[int]:
    """Return a work id for each key, in order, making the works that are missing.

    Two imports at the same moment may make two works of one key; the lower number is found from then on, and the
    records of the other are only not gathered with it.
    """
    wanted = {key for key in keys if key}
    known = dict(Work.objects.filter(key__in=wanted).order_by("-pk").values_list("key", "pk"))
    new_keys = [key for key in dict.fromkeys(keys) if key and key not in known] + [""] * sum(not key for key in keys)
    new_ids = reserve_ids(TABLE, len(new_keys)) if new_keys else []
    if new_keys:
        copy_rows(TABLE, ("id", "key"), zip(new_ids, new_keys, strict=True))
    known.update((key, work_id) for key, work_id in zip(new_keys, new_ids, strict=True) if key)
    lonely = iter([work_id for key, work_id in zip(new_keys, new_ids, strict=True) if not key])
    return [known[key] if key else next(lonely) for key in keys]
