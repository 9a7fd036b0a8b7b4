"""Programs: named programmes, centres, labs, hubs, schools, funds, networks that the article says are run or opened.

Here: which entities are programs, their kind, status, place and date. Not here: who runs or joins them
(`program_organizations`). Words are in vocabulary/programs.yml.
"""

from __future__ import annotations

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.protocol import ProgramStatement, Statement
from orchestration.extract.rules.entity import Entity, Mention
from orchestration.extract.rules.hints import anchor, anchor_of
from orchestration.extract.rules.phrases import date_near, place_near
from orchestration.extract.rules.program_reasons import is_created, is_named_so
from orchestration.extract.rules.units import NameSpan
from orchestration.extract.rules.world import World

VOC = "programs"
OPENING_REACH = 90  # characters between the verb of opening and its date, counted as `date_near` does
NAMING_REACH = 60


def state_programs(world: World) -> list[Statement]:
    """State every program once, with the sentence that proves it best."""
    return [_statement(world, entity) for entity in world.entities if entity.program_kind]


def _statement(world: World, entity: Entity) -> ProgramStatement:
    mention = _best_mention(entity)
    start, end = world.document.quote_span(mention.sentence, mention.start)
    reason = next(h.split(":")[1] for h in sorted(entity.hints) if h.startswith("program:"))
    city, country = place_near(world, entity)
    return ProgramStatement(
        name=entity.name,
        aliases=entity.aliases,
        kind=entity.program_kind or "other",
        status=_status(mention),
        city_text=city,
        country_text=country,
        date_text=_started(world, entity),
        char_start=start,
        char_end=end,
        rule=f"program_{reason}",
        confidence=vocabulary.confidence(VOC, reason),
    )


def _best_mention(entity: Entity) -> Mention:
    created = [s for s in entity.spans if is_created(s) or is_named_so(s)]
    span = (created or entity.spans)[0]
    return Mention(entity, span.sentence, span.first.i, span.last.i)


def _status(mention: Mention) -> str:
    _, head = anchor_of(mention.sentence.span.doc[mention.first : mention.last + 1].root)
    chain = [head, *list(head.ancestors)[:2]]
    for verb in chain:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in vocabulary.words(VOC, "creating_verbs") | {"plan"}:
            marks = [c.lower_ for c in verb.children if c.dep_ == "aux"] + [verb.lemma_.lower()]
            if any(m in ("will", "shall", "plan", "going") for m in marks):
                return "planned"
    return "active"


def _started(world: World, entity: Entity) -> str | None:
    """Return when the program opened: the date at the verb of opening, or of "It will open in May" behind it."""
    for span in entity.spans:
        created = is_created(span)
        if not created and not is_named_so(span):
            continue
        later = _opened_next(world, span.sentence)
        here = _date_of_opening(world, span, created)
        if later or here:
            return later or here
    return None


def _date_of_opening(world: World, span: NameSpan, created: bool) -> str | None:
    """Return the date behind the name, else the one at the verb of opening."""
    behind = date_near(world, span.sentence, span.last.i, OPENING_REACH if created else NAMING_REACH)
    _, head = anchor(span)
    if behind or not created or head.pos_ != "VERB":
        return behind
    return date_near(world, span.sentence, head.i, OPENING_REACH)


def _opened_next(world: World, sentence: Sentence) -> str | None:
    """Return the date of "It will open in Sharjah in January 2026" after a sentence."""
    if sentence.index + 1 >= len(world.document.sentences):
        return None
    following = world.document.sentences[sentence.index + 1]
    verb = next((t for t in following.tokens[:8] if t.lemma_.lower() in ("open", "start", "launch", "begin")), None)
    if verb is None or following.tokens[0].lower_ not in ("it", "the") or world.organizations(following)[:1]:
        return None
    return date_near(world, following, verb.i, OPENING_REACH)
