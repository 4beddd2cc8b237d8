"""What is done when the application starts: get the store's secret, and archive new lessons."""

from __future__ import annotations

from bot.core import documents
from bot.core.learning.lesson_documents import changed_without_version, from_doc, lesson_key, to_doc
from bot.core.learning.lessons import Library
from bot.core.store_facts import KeptLessons, Secret
from bot.ports import Store, Tx

_LESSONS = "lessons"


async def own_secret(store: Store, fresh: str) -> bytes:
    """The store's secret. If there is none yet, it becomes `fresh` (hex)."""

    def change(tx: Tx) -> bytes:
        kept = tx.get(documents.STORE_FACTS, "secret", Secret)
        if kept is None:
            kept = Secret(fresh)
            tx.put(documents.STORE_FACTS, "secret", kept)
        return bytes.fromhex(kept.value)

    return await store.run(change)


async def remember_lessons(
    store: Store, library: Library, *, keep: bool = True
) -> tuple[Library, tuple[str, ...]]:
    """Keep every lesson by id and version when it is first seen, so that an old card can always be
    answered. Returns the library with earlier versions in it, and the ids of lessons that were
    changed without a new version. Without `keep` nothing is written."""

    def change(tx: Tx) -> tuple[Library, tuple[str, ...]]:
        known = tx.get(documents.STORE_FACTS, _LESSONS, KeptLessons) or KeptLessons()
        listed = list(known.keys)
        kept = {key: doc for key in listed if (doc := tx.get(documents.LESSONS, key))}
        changed = []
        for lesson in library.current.values():
            key = lesson_key(lesson.id, lesson.version)
            if key not in kept and keep:
                tx.put(documents.LESSONS, key, to_doc(lesson))
                listed.append(key)
            elif key in kept and changed_without_version(lesson, kept[key]):
                changed.append(lesson.id)
        if len(listed) > len(kept):
            tx.put(documents.STORE_FACTS, _LESSONS, KeptLessons(tuple(listed)))
        earlier = [each for each in map(from_doc, kept.values()) if each.course in library.courses]
        whole = Library.of(library.courses.values(), library.current.values(), earlier)
        return whole, tuple(changed)

    return await store.run(change)
