with
    observations as (select * from {{ ref("fct_metric_observations") }}),

    -- "around 100" allows for 10 % on either side, so that it agrees with "101". Of
    -- two claims the one of the later time stands first, at one time the better one.
    claims as (
        select
            *,
            if(qualifier = 'about', value_low - abs(value_low) * 0.1, value_low) as low,
            if(
                qualifier = 'about', value_high + abs(value_high) * 0.1, value_high
            ) as high,
            row_number() over (
                partition by
                    subject_type,
                    subject_id,
                    measure,
                    unit,
                    is_planned,
                    as_of,
                    as_of_precision
                order by time_on desc nulls last, rank_at_time, observation_id
            ) as standing
        from observations
    ),

    -- Two claims contradict each other when they speak of the same thing, state the
    -- same time or none, and their bounds are disjoint.
    final as (
        select
            one.observation_id as observation_id_a,
            other.observation_id as observation_id_b,
            coalesce(one.time_on = other.time_on, false) as is_same_time
        from claims as one
        inner join
            claims as other
            on one.subject_type = other.subject_type
            and one.subject_id = other.subject_id
            and one.measure = other.measure
            and one.unit = other.unit
            and one.is_planned = other.is_planned
            and one.as_of is not distinct from other.as_of
            and one.as_of_precision is not distinct from other.as_of_precision
            and one.standing < other.standing
            and (one.high < other.low or other.high < one.low)
    )

select *
from final
