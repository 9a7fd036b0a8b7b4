with
    claims as (select * from {{ ref("int_metric_claims") }}),
    contradictions as (select * from {{ ref("int_metric_contradictions") }}),
    attribute_claims as (select * from {{ ref("fct_attribute_claims") }}),
    attribute_contradictions as (
        select * from {{ ref("int_attribute_contradictions") }}
    ),
    names as (select * from {{ ref("int_entity_names") }}),
    evidence as (select * from {{ ref("fct_evidence") }}),
    articles as (select * from {{ ref("dim_articles") }}),

    metrics as (
        select
            'metric' as claim_type,
            a.subject_type as entity_type,
            a.subject_id as entity_id,
            a.subject_name as entity_name,
            a.measure as attribute,
            a.unit,
            a.is_planned,
            contradictions.is_same_time,
            a.article_id = b.article_id as is_same_article,
            {% for side in ["a", "b"] %}
                {{ side }}.observation_id as claim_id_{{ side }},
                {{ side }}.value_text as value_{{ side }},
                {{ side }}.time_on as time_on_{{ side }},
                {{ side }}.time_on_precision as time_on_precision_{{ side }},
                {{ side }}.is_best as is_best_{{ side }},
                {{ side }}.quote as quote_{{ side }},
                {{ side }}.article_id as article_id_{{ side }},
                {{ side }}.source_uri as source_uri_{{ side }},
                {{ side }}.source_name as source_name_{{ side }},
                {{ side }}.source_kind as source_kind_{{ side }},
                {{ side }}.published_on as published_on_{{ side }},
            {% endfor %}
            -- The first step of the order in docs/claims.md that tells the two apart.
            case
                when a.time_on > b.time_on
                then 'later'
                when a.time_on is not null and b.time_on is null
                then 'dated'
                when a.source_rank != b.source_rank
                then 'nearer source'
                when a.is_part != b.is_part
                then 'the whole, not a part'
                when
                    a.qualifier != b.qualifier
                    and a.qualifier not in ('at_least', 'at_most')
                then 'more exact'
                when a.published_on is distinct from b.published_on
                then 'published later'
                when a.agreeing_source_count != b.agreeing_source_count
                then 'stated by more sources'
                else 'first by id, all else being equal'
            end as reason_for_a
        from contradictions
        inner join claims as a on observation_id_a = a.observation_id
        inner join claims as b on observation_id_b = b.observation_id
    ),

    attributes as (
        select
            'attribute' as claim_type,
            a.entity_type,
            a.entity_id,
            names.entity_name,
            a.attribute,
            pairs.is_same_time,
            a.article_id = b.article_id as is_same_article,
            {% for side in ["a", "b"] %}
                {{ side }}.claim_id as claim_id_{{ side }},
                {{ side }}.value_label as value_{{ side }},
                {{ side }}.stated_on as time_on_{{ side }},
                {{ side }}.stated_on_precision as time_on_precision_{{ side }},
                pairs.is_best_{{ side }},
                evidence_{{ side }}.quote as quote_{{ side }},
                {{ side }}.article_id as article_id_{{ side }},
                articles_{{ side }}.source_uri as source_uri_{{ side }},
                {{ side }}.source_name as source_name_{{ side }},
                articles_{{ side }}.published_on as published_on_{{ side }},
            {% endfor %}
            pairs.reason_for_a
        from attribute_contradictions as pairs
        {% for side in ["a", "b"] %}
            inner join
                attribute_claims as {{ side }}
                on pairs.claim_id_{{ side }} = {{ side }}.claim_id
            left join
                evidence as evidence_{{ side }}
                on {{ side }}.evidence_id = evidence_{{ side }}.evidence_id
            left join
                articles as articles_{{ side }}
                on {{ side }}.article_id = articles_{{ side }}.article_id
        {% endfor %}
        left join
            names on a.entity_type = names.entity_type and a.entity_id = names.entity_id
    ),

    contradicting as (
        select *
        from metrics
        union all by name
        select *
        from attributes
    ),

    final as (
        select
            concat(
                'dis_',
                left(md5(concat_ws('|', claim_type, claim_id_a, claim_id_b)), 16)
            ) as disagreement_id,
            *
        from contradicting
        order by
            is_same_article,
            is_same_time desc,
            entity_name,
            entity_id,
            attribute,
            unit,
            is_planned,
            time_on_a desc nulls last,
            claim_id_a,
            claim_id_b
    )

select *
from final
