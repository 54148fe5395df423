"""From checked sheets to a Rulebook: ids made full, levels worked out, citations made."""

from __future__ import annotations

from typing import Any

from threshold.rulebook import form, models
from threshold.rulebook.condition import Condition, SomeOf


def full(domain: str, reference: str) -> str:
    """The full id of what *domain* calls *reference*."""
    return reference if "." in reference else f"{domain}.{reference}"


def build(
    title: form.TitlePage,
    articles: form.ArticlesFile,
    words: form.WordsFile | None,
    domains: list[form.DomainFile],
    digest: str,
) -> models.Rulebook:
    """The Rulebook of sheets that have no problem left; *domains* are in the order of the document."""
    indicators: dict[str, models.Indicator] = {}
    combinations: dict[str, models.Combination] = {}
    for file in domains:
        for strand in file.strands:
            for level, entries in strand.columns():
                for entry in entries:
                    if isinstance(entry, form.Indicator):
                        id = full(file.domain, entry.id)
                        indicators[id] = _indicator(id, file, strand, level, entry)
                    elif isinstance(entry, form.Combination):
                        id = full(file.domain, entry.combination)
                        combinations[id] = models.Combination(
                            **_common(id, file, strand, level, entry), when=_resolved(entry.when, file.domain)
                        )
    general = next(file for file in domains if file.levels)
    return models.Rulebook(
        id=title.id,
        title=title.title,
        version=title.version,
        status=title.status,
        digest=digest,
        caveat=title.caveat,
        emergency=title.emergency,
        consult=_advice(title.consult),
        cumulative=_advice(title.cumulative),
        consent=_advice(title.consent),
        contacts=title.contacts,
        sources=title.sources,
        themes=title.themes,
        glossary=title.glossary,
        everyday_words=words.words if words else {},
        judgement_reasons=title.judgement_reasons,
        agreeing_reason=title.agreeing_reason,
        articles={article.article: article for article in articles.articles},
        standing=tuple(
            models.Instruction(
                text=standing.do,
                citation=models.Citation(
                    source=general.source, page=standing.page, level=standing.level, quote=standing.quote
                ),
                link=standing.link,
                themes=(standing.theme,),
                reading=standing.reading,
            )
            for standing in title.standing
        ),
        levels=tuple(_route(level, general.source, title) for level in general.levels),
        pathways={
            pathway.pathway: _route(pathway, file.source, title) for file in domains for pathway in file.pathways
        },
        domains=tuple(_domain(file) for file in domains),
        indicators=indicators,
        combinations=combinations,
        retired={retired.id: retired.why for retired in title.retired},
    )


def _indicator(
    id: str, file: form.DomainFile, strand: form.Strand, level: int, entry: form.Indicator
) -> models.Indicator:
    return models.Indicator(
        **_common(id, file, strand, level, entry),
        strength=bool(entry.strength),
        circumstance=bool(entry.circumstance),
        when=entry.when,
        open_above=entry.open_above,
        urgent=bool(entry.urgent),
        asked_in=entry.asked_in,
        asked_from=entry.asked_from,
        asked_until=entry.asked_until,
        of_disabled_child=bool(entry.of_disabled_child),
        opposite_of=tuple(full(file.domain, other) for other in entry.opposite_of),
        includes=tuple(full(file.domain, other) for other in entry.includes),
    )


def _common(
    id: str, file: form.DomainFile, strand: form.Strand, level: int, entry: form.Indicator | form.Combination
) -> dict[str, Any]:
    page = entry.page or strand.page or file.page
    printed = [(level, entry.unsettled), *((also.level, also.unsettled) for also in entry.also if not also.decided)]
    doubts = [reason for _, reason in printed if reason]
    articles = next((a for a in (entry.articles, strand.articles, file.articles) if a is not None), ())
    return {
        "id": id,
        "text": entry.text,
        "level": max(level for level, _ in printed),
        "at_least": _at_least(printed),
        "domain": file.domain,
        "strand": strand.strand,
        "articles": articles,
        "themes": entry.themes,
        "pattern": entry.pattern,
        "do": tuple(_instruction(do, file.source, page, entry.printed or level) for do in entry.do),
        "citations": (
            models.Citation(source=file.source, page=page, level=entry.printed or level, quote=entry.quote),
            *(models.Citation(source=file.source, page=a.page, level=a.level, quote=a.quote) for a in entry.also),
        ),
        "cautions": (entry.caution,) if entry.caution else (),
        "reading": entry.reading,
        "unsettled": doubts[0] if doubts else None,
        "decided": any(also.decided for also in entry.also),
    }


def _at_least(printed: list[tuple[int, str | None]]) -> int:
    """The lowest level printed without a question mark; with a question mark everywhere, the lowest, or one
    below the only one."""
    settled = [level for level, doubt in printed if not doubt]
    if settled:
        return min(settled)
    levels = {level for level, _ in printed}
    return min(levels) if len(levels) > 1 else max(1, min(levels) - 1)


def _instruction(do: form.Do, source: str, page: int, level: int) -> models.Instruction:
    return models.Instruction(
        text=do.text,
        citation=models.Citation(source=source, page=do.page or page, level=do.level or level, quote=do.quote),
        link=do.link,
        themes=do.for_,
        at_any_level=do.at_any_level,
        reading=do.reading,
    )


def _resolved(condition: Condition, domain: str) -> Condition:
    """The same condition with full ids."""
    if condition.all:
        return Condition(all=tuple(_part(part, domain) for part in condition.all))
    if condition.any:
        return Condition(any=tuple(_part(part, domain) for part in condition.any))
    if condition.some_of and condition.some_of.of:
        some = condition.some_of
        return Condition(some_of=SomeOf(count=some.count, of=tuple(full(domain, id) for id in some.of or ())))
    return condition


def _part(part: str | Condition, domain: str) -> str | Condition:
    return full(domain, part) if isinstance(part, str) else _resolved(part, domain)


def _advice(advice: form.Advice) -> models.Advice:
    if not advice.source:
        return models.Advice(text=advice.text, citation=None)
    return models.Advice(
        text=advice.text,
        citation=models.Citation(source=advice.source, page=advice.page, quote=advice.quote, place=advice.place),
    )


def _route(route: form.Level | form.Pathway, source: str, title: form.TitlePage) -> models.Route:
    def cite(quote: str) -> models.Citation:
        return models.Citation(source=source, page=route.page, level=route.level, quote=quote)

    return models.Route(
        level=route.level,
        pathway=route.pathway if isinstance(route, form.Pathway) else None,
        title=route.title,
        citation=cite(route.quote),
        need=route.need.text if route.need else None,
        need_citation=cite(route.need.quote) if route.need else None,
        agencies=route.agencies.text,
        agencies_citation=cite(route.agencies.quote),
        link=route.link,
        do=tuple(_instruction(do, source, route.page, route.level) for do in route.do),
        next_steps=tuple(
            models.NextStep(
                text=step.text,
                citation=models.Citation(source=step.source, place=step.place, quote=step.quote),
                authority=title.sources[step.source].authority,
                themes=step.for_,
            )
            for step in route.next_steps
        ),
    )


def _domain(file: form.DomainFile) -> models.Domain:
    return models.Domain(
        slug=file.domain,
        title=file.title,
        part_of=file.part_of,
        page=file.page,
        general=bool(file.levels),
        caution=file.caution,
        strands=tuple(_strand(file, strand) for strand in file.strands),
    )


def _strand(file: form.DomainFile, strand: form.Strand) -> models.Strand:
    return models.Strand(
        slug=strand.strand,
        domain=file.domain,
        title=strand.title,
        page=strand.page or file.page,
        articles=strand.articles if strand.articles is not None else file.articles,
        pathway=strand.pathway,
        lost=strand.lost,
        unsettled=strand.unsettled,
        caution=strand.caution,
        cells={level: tuple(_entry_id(file, entry) for entry in entries) for level, entries in strand.columns()},
        examples=tuple(_example(file.domain, example) for example in strand.examples),
    )


def _entry_id(file: form.DomainFile, entry: form.Entry) -> str:
    slug = (
        entry.id
        if isinstance(entry, form.Indicator)
        else entry.combination
        if isinstance(entry, form.Combination)
        else entry.see
    )
    return full(file.domain, slug)


def _example(domain: str, example: form.Example) -> models.Example:
    return models.Example(
        case=example.case,
        present=tuple(full(domain, id) for id in example.present),
        absent=tuple(full(domain, id) for id in example.absent),
        not_known=tuple(full(domain, id) for id in example.not_known),
        child=example.child.model_dump(),
        level=example.level,
        at_least=example.at_least or example.level,
        settled=example.settled,
    )
