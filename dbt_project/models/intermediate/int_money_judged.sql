with
    claims as (
        select
            *,
            struct_pack(
                unit := unit, low := value_low, high := value_high, plan := is_planned
            ) as amount
        from {{ ref("int_money_statements") }}
    ),

    -- What a subject has of a measure in a year is one amount, however often it is
    -- told: the best claim for the latest time of that year.
    best as (
        select
            *,
            row_number() over (
                partition by subject_type, subject_id, measure, is_planned, year
                order by {{ latest_first() }}, observation_id
            )
            = 1 as is_last_of_year
        from claims
        where is_best_at_time
    ),

    -- The place of a claim among those of the same amount, of its subject or in its
    -- article. A stated year goes first, and a program before an organization that
    -- pays.
    placed as (
        select
            observation_id,
            year_basis,
            row_number() over (
                partition by subject_type, subject_id, amount, year
                order by year_basis = 'stated' desc, observation_id
            ) as place_of_subject_and_year,
            row_number() over (
                partition by article_id, amount, year
                order by
                    year_basis = 'stated' desc,
                    subject_type = 'program' desc,
                    observation_id
            ) as place_in_article_and_year,
            row_number() over (
                partition by subject_type, subject_id, amount
                order by
                    year_basis = 'stated' desc,
                    year_basis = 'published' desc,
                    year,
                    observation_id
            ) as place_of_subject,
            row_number() over (
                partition by article_id, amount
                order by
                    year_basis = 'stated' desc,
                    subject_type = 'program' desc,
                    observation_id
            ) as place_in_article
        from best
        where is_last_of_year
    ),

    -- The same amount is new money only where articles state another year for it.
    told_before as (
        select observation_id
        from placed
        where
            greatest(place_of_subject_and_year, place_in_article_and_year) > 1
            or (
                year_basis != 'stated'
                and greatest(place_of_subject, place_in_article) > 1
            )
    ),

    final as (
        select
            claims.* exclude (amount),
            case
                when not claims.is_best_at_time
                then 'not_best'
                when not best.is_last_of_year
                then 'earlier_in_year'
                when told_before.observation_id is not null
                then 'told_before'
                else 'counted'
            end as counting
        from claims
        left join best using (observation_id)
        left join told_before using (observation_id)
    )

select *
from final
