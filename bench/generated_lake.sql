-- One wave of a generated lake: rows whose numbers lie from the variable <name>_first to before <name>_last.
--
-- Everything follows from a row's number by hashes, so that the same numbers give the same rows on every machine. A
-- wave refers to its own rows and to those of waves before it. Run by `generated_lake.py`, which sets the variables.

create or replace temp macro id(prefix, number) as prefix || '_' || left(md5(prefix || number), 16);
create or replace temp macro pick(number, salt, choices) as (hash(number, salt) % choices)::bigint;
create or replace temp macro share(number, salt) as pick(number, salt, 1000003) / 1000003;
-- Squared, a share prefers small numbers, so that a few rows are hubs with thousands of links.
create or replace temp macro hub(number, salt, choices) as
    floor(share(number, salt) * share(number, salt) * choices)::bigint;
create or replace temp macro numbers(name) as table
    select range as i from range(getvariable(name || '_first'), getvariable(name || '_last'));
create or replace temp macro known(name) as getvariable(name || '_last');
-- The city of two in three organizations and programs is known.
create or replace temp macro city_of(number, salt) as
    if(pick(number, salt, 3) = 0, null, hub(number, salt || ' city', known('cities')));
create or replace temp macro country_of(city) as
    ['KR', 'CA', 'DE', 'FR', 'US', 'GB', 'IN', 'JP', 'BR', 'KE', 'NL', 'SE', 'ES', 'IT', 'SG', 'CL'][1 + city % 16];
create or replace temp macro precision_of(number) as
    ['day', 'day', 'month', 'month', 'year', null][1 + pick(number, 'precision', 6)];
create or replace temp macro day_of(number) as
    date_trunc(precision_of(number), date '2006-01-01' + pick(number, 'day', 7200)::integer)::date;
create or replace temp macro year_basis_of(number) as
    if(precision_of(number) is null, 'unknown', ['stated', 'inferred', 'published'][1 + pick(number, 'basis', 3)]);

insert into lake.core.cities
select
    (1000000 + i)::varchar,
    'City ' || i,
    null,
    country_of(i),
    'Country ' || country_of(i),
    -60 + 120 * share(i, 'latitude'),
    -180 + 360 * share(i, 'longitude'),
    if(i % 9 = 0, null, 5000 + hub(i, 'population', 9000000))
from numbers('cities');

insert into lake.core.organizations
select
    id('org', i),
    'Société ' || i,
    list_transform(range(pick(i, 'aliases', 3)), lambda nth: 'S' || nth || '-' || i),
    [
        'company', 'startup', 'university', 'research_institute', 'hub', 'government', 'investor', 'accelerator',
        'association', 'media', 'other'
    ][1 + pick(i, 'type', 11)],
    (1000000 + city_of(i, 'seat'))::varchar,
    coalesce(country_of(city_of(i, 'seat')), if(pick(i, 'abroad', 4) = 0, country_of(i), null)),
    null,
    if(i % 10 = 0, 'Q' || i, null)
from numbers('organizations');

insert into lake.core.programs
select
    id('prg', i),
    'Programme ' || i,
    [],
    ['residency', 'accelerator', 'research_center', 'hub', 'lab', 'fund', 'training', 'policy'][1 + pick(i, 'kind', 8)],
    (1000000 + city_of(i, 'place'))::varchar,
    country_of(city_of(i, 'place')),
    day_of(i),
    precision_of(i),
    year(day_of(i)),
    year_basis_of(i),
    ['planned', 'active', 'ended'][1 + pick(i, 'status', 3)]
from numbers('programs');

insert into lake.core.partnerships
select
    id('ptn', i),
    ['mou', 'agreement', 'joint_research', 'joint_center', 'alliance', 'funding', 'other'][1 + pick(i, 'kind', 7)],
    ['planned', 'active', 'ended'][1 + pick(i, 'status', 3)],
    day_of(i),
    precision_of(i),
    year(day_of(i)),
    year_basis_of(i),
    if(i % 5 = 0, 12.0 * (1 + pick(i, 'years', 9)), null),
    0.5 + share(i, 'confidence') / 2
from numbers('partnerships');

-- Two to five parties, the first of which is often a hub.
insert into lake.core.partnership_parties
select
    id('ptn', i),
    id(
        'org',
        (
            hub(i, 'party', known('organizations'))
            + nth * (1 + hub(i, 'step', greatest(1, known('organizations') // 8)))
        ) % known('organizations')
    ),
    'party'
from numbers('partnerships'), range(5) as places(nth)
where nth < [2, 2, 2, 2, 2, 2, 3, 3, 4, 5][1 + pick(i, 'parties', 10)];

insert into lake.core.program_organizations
select
    id('pgo', i),
    id('prg', i % known('programs')),
    id('org', (hub(i, 'member', known('organizations')) + i // known('programs')) % known('organizations')),
    ['operator', 'participant', 'supporter', 'host', 'funder'][1 + (i // known('programs')) % 5]
from numbers('program_organizations');

insert into lake.core.person_roles
select
    id('per', i),
    'Ana Person ' || i,
    ['Director', 'Minister', 'Founder', null][1 + pick(i, 'title', 4)],
    if(i % 4 = 0, null, id('org', hub(i, 'employer', known('organizations')))),
    if(i % 4 = 0, 'Agency ' || i, 'Société ' || hub(i, 'employer', known('organizations')))
from numbers('person_roles');

insert into lake.core.merged_ids
select
    id('old', i),
    'organization',
    id('org', hub(i, 'merged', known('organizations'))),
    'statement',
    'Societe ' || i,
    timestamptz '2026-01-01 00:00:00+00'
from numbers('merged_ids');

create or replace temp table own_articles as
select
    i,
    -- One article in fifty repeats its neighbour and states nothing of its own.
    i % 50 = 49 as is_copy,
    row_number() over (partition by i % 50 = 49 order by i) - 1 as place
from numbers('articles');

-- Each fact is stated once, and those of the hubs many times.
create or replace temp table statements as
with
    stated as (
        select 'organization' as fact_type, id('org', i) as fact_id, 0 as nth from numbers('organizations')
        union all select 'program', id('prg', i), 0 from numbers('programs')
        union all select 'partnership', id('ptn', i), 0 from numbers('partnerships')
        union all select 'program_organization', id('pgo', i), 0 from numbers('program_organizations')
        union all select 'metric', id('obs', i), 0 from numbers('metric_observations')
        union all select 'person_role', id('per', i), 0 from numbers('person_roles')
        union all
        select
            if(i % 2 = 0, 'organization', 'partnership'),
            if(
                i % 2 = 0,
                id('org', hub(i, 'again', known('organizations'))),
                id('ptn', hub(i, 'again', known('partnerships')))
            ),
            1 + i
        from numbers('repetitions')
    ),

    numbered as (
        select fact_type, fact_id, row_number() over (order by fact_type, fact_id, nth) - 1 as e from stated
    ),

    readers as (select count(*) as reader_count from own_articles where not is_copy)

select fact_type, fact_id, e, (hash(e, 'article') % reader_count)::bigint as place
from numbered
cross join readers;

-- Statements are dealt to the articles like cards; each is a sentence with letters of more than one byte.
create or replace temp table sentences as
select
    fact_type,
    fact_id,
    e,
    own_articles.i as article,
    'Statement ' || e || ' says, “é” and all, what is known of ' || fact_id || ' — '
    || repeat('and so on ', pick(e, 'length', 12)) || 'and no more.' as quote
from statements
inner join own_articles using (place)
where not is_copy;

create or replace temp table evidence as
select
    *,
    length('Article ' || article) + 2
    + coalesce(sum(length(quote) + 1) over (
        partition by article order by e rows between unbounded preceding and 1 preceding
    ), 0)::bigint as char_start
from sentences;

insert into lake.raw.articles
with
    texts as (select article, string_agg(quote, ' ' order by e) as body from sentences group by article),

    written as (
        select
            own.i,
            'Article ' || own.i || chr(10) || chr(10) || coalesce(texts.body, 'It tells nothing.') as text
        from own_articles as own
        left join texts on texts.article = if(own.is_copy, own.i - 1, own.i)
    )

select
    id('art', i),
    'press/' || i % 97 || '/' || i || '.txt',
    'press/' || i % 97 || '/' || i || '.txt',
    'Article ' || i,
    if(i % 3 = 0, 'Paper ' || i % 500, null),
    null,
    if(i % 3 = 1, 'https://www.paper' || i % 700 || '.example/' || i, null),
    null,
    day_of(i),
    precision_of(i),
    if(precision_of(i) is null, null, 'page_metadata'),
    null,
    'en',
    'detected',
    greatest(1, length(text) // 6),
    timestamptz '2026-01-01 00:00:00+00',
    sha256('article ' || i),
    text
from written;

insert into lake.raw.article_copies
select id('cpy', i), 'press/' || i % 97 || '/' || i || '.txt', id('art', i), id('art', i - 1), 'near_copy', 0.98
from own_articles
where is_copy;

insert into lake.raw.rejected_articles
select id('rej', i), 'press/broken/' || i, 'press/broken/' || i, 'empty', 'The file is empty: fill it.', null
from numbers('articles')
where i % 200 = 7;

insert into lake.facts.selections
select
    id('art', i),
    case when is_copy then 'copy' when i % 40 = 3 then 'irrelevant' else 'read' end,
    if(is_copy, 'repeats ' || id('art', i - 1), '9 of 5 points')
from own_articles;

insert into lake.facts.rejected_facts
select id('rjf', i), id('art', i), 'metric', 'ground', 'not_in_text', 'The quote is not in the text.', 'nearly ' || i
from own_articles
where i % 30 = 5;

insert into lake.core.rejected_claims
select id('rjc', i), id('art', i), 'metric', 'unknown_unit', 'The unit is not known.', i || ' barrels'
from own_articles
where i % 30 = 11;

insert into lake.core.evidence
select
    id('evd', e || fact_type || fact_id),
    fact_type,
    fact_id,
    id('art', article),
    char_start,
    char_start + length(quote),
    quote,
    'student',
    '1',
    0.5 + share(e, 'sure') / 2
from evidence;

-- Every statement of a body, a program or an agreement names it, and says of what type or kind it is.
insert into lake.core.attribute_claims
with
    stated as (
        select fact_type as entity_type, fact_id as entity_id, article, e from evidence where fact_type in (
            'organization', 'program', 'partnership'
        )
    ),

    named as (
        select *, 'name' as attribute, name as value
        from stated
        inner join (
            select organization_id as entity_id, name from lake.core.organizations
            union all select program_id, name from lake.core.programs
        ) using (entity_id)
    ),

    typed as (
        select *
        from stated
        inner join (
            select organization_id as entity_id, 'organization_type' as attribute, organization_type as value
            from lake.core.organizations
            union all select program_id, 'program_kind', program_kind from lake.core.programs
            union all select partnership_id, 'kind', kind from lake.core.partnerships
        ) using (entity_id)
    ),

    claims as (
        select entity_type, entity_id, article, e, attribute, value from named
        union all select entity_type, entity_id, article, e, attribute, value from typed
    )

select
    id('clm', e || entity_id || attribute),
    entity_type,
    entity_id,
    attribute,
    value,
    value,
    value,
    'article',
    id('art', article),
    id('evd', e || entity_type || entity_id),
    day_of(article),
    precision_of(article),
    true
from claims;

-- Amounts of money have a rate; of the claims about one thing the first is the best.
insert into lake.core.metric_observations
with
    drawn as (
        select
            i,
            ['organization', 'organization', 'program', 'city'][1 + pick(i, 'subject', 4)] as subject_type,
            ['researchers', 'students', 'area', 'investment', 'budget'][1 + pick(i, 'measure', 5)] as measure,
            ['exact', 'at_least', 'at_most', 'about', 'range'][1 + pick(i, 'qualifier', 5)] as qualifier,
            10.0 + hub(i, 'value', 100000) as amount,
            i % 10 = 0 as is_planned
        from numbers('metric_observations')
    ),

    about as (
        select
            *,
            case
                subject_type
                when 'organization'
                then hub(i, 'about', known('organizations'))
                when 'program'
                then hub(i, 'about', known('programs'))
                else hub(i, 'about', known('cities'))
            end as subject,
            if(qualifier = 'at_most', null, amount) as low,
            case qualifier when 'at_least' then null when 'range' then amount * 2 else amount end as high,
            case
                measure when 'area' then 'm2' when 'investment' then 'EUR' when 'budget' then 'USD' else 'people'
            end as unit,
            case measure when 'investment' then 1.1 when 'budget' then 1.0 end as rate
        from drawn
    ),

    named as (
        select
            *,
            case
                subject_type
                when 'organization'
                then id('org', subject)
                when 'program'
                then id('prg', subject)
                else (1000000 + subject)::varchar
            end as subject_id,
            case subject_type when 'organization' then 'Société ' when 'program' then 'Programme ' else 'City ' end
            || subject as subject_name
        from about
    ),

    ranked as (
        select
            named.*,
            row_number() over (partition by subject_type, subject_id, measure, named.is_planned order by i) = 1
            and known.subject_id is null as is_best,
            row_number() over (
                partition by subject_type, subject_id, measure, named.is_planned, day_of(i), precision_of(i) order by i
            )
            + coalesce(earlier.claim_count, 0) as rank_at_time
        from named
        left join
            (
                select distinct subject_type, subject_id, measure, is_planned from lake.core.metric_observations
            ) as known using (subject_type, subject_id, measure, is_planned)
        left join
            (
                select
                    subject_type,
                    subject_id,
                    measure,
                    is_planned,
                    time_on,
                    time_on_precision,
                    count(*) as claim_count
                from lake.core.metric_observations
                group by all
            ) as earlier
            on earlier.subject_type = named.subject_type
            and earlier.subject_id = named.subject_id
            and earlier.measure = named.measure
            and earlier.is_planned = named.is_planned
            and earlier.time_on is not distinct from day_of(i)
            and earlier.time_on_precision is not distinct from precision_of(i)
    )

select
    id('obs', i),
    subject_type,
    subject_id,
    subject_name,
    measure,
    low,
    high,
    unit,
    low * rate,
    high * rate,
    rate,
    if(rate is null, null, '2025'),
    qualifier,
    day_of(i),
    precision_of(i),
    ranked.is_planned,
    is_best,
    if(is_best, 'the only claim', null),
    rank_at_time = 1,
    if(rank_at_time = 1, 'the only claim', null),
    rank_at_time,
    day_of(i),
    precision_of(i),
    if(precision_of(i) is null, 'unknown', 'stated'),
    'press',
    3,
    1,
    id('art', evidence.article)
from ranked
inner join evidence on evidence.fact_type = 'metric' and evidence.fact_id = id('obs', i);
