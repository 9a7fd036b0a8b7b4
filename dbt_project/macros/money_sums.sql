{# The columns of a sum of claims over int_money_sums. Addends are sorted, since the last digits of a sum of doubles
   depend on their order. A claim that is open above, or that has no rate, leaves the upper bound open. #}
{% macro money_sums() -%}
    count(*) filter (where is_claim) as claim_count,
    count(distinct subject_id) as subject_count,
    count(*) filter (where is_claim and value_high is null) as open_claim_count,
    sum(coalesce(value_low, 0) order by value_low) filter (
        where is_claim
    ) as amount_low,
    if(
        count(*) filter (where is_claim and value_high is null) = 0,
        sum(value_high order by value_high) filter (where is_claim),
        null
    ) as amount_high,
    count(*) filter (where is_claim and usd_rate is not null) as usd_claim_count,
    sum(coalesce(value_usd_low, 0) order by value_usd_low) filter (
        where is_claim and usd_rate is not null
    ) as amount_usd_low,
    if(
        count(*) filter (where is_claim and value_usd_high is null) = 0,
        sum(value_usd_high order by value_usd_high) filter (where is_claim),
        null
    ) as amount_usd_high,
    min(usd_rate) as usd_rate_low,
    max(usd_rate) as usd_rate_high,
    coalesce(
        list(distinct usd_rate_period order by usd_rate_period) filter (
            where usd_rate_period is not null
        ),
        []
    ) as usd_rate_periods,
    count(distinct article_id) as article_count,
    count(distinct source_name) as source_count
{%- endmacro %}
