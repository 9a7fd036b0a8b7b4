{# How many articles there are, and what became of them: every reading of dim_articles has its column. #}
{% macro reading_counts() -%}
    count(*) filter (thing = 'article') as article_count,
    count(*) filter (reading = 'read') as read_article_count,
    count(*) filter (reading = 'copy') as copy_article_count,
    count(*) filter (reading = 'older_version') as older_version_article_count,
    count(*) filter (reading = 'irrelevant') as irrelevant_article_count,
    count(*) filter (reading = 'other_language') as other_language_article_count,
    coalesce(sum(word_count) filter (reading = 'read'), 0)::bigint as read_word_count
{%- endmacro %}

{# How many different facts these articles state. #}
{% macro stated_counts() -%}
    count(distinct thing_id) filter (thing = 'organization') as organization_count,
    count(distinct thing_id) filter (thing = 'partnership') as partnership_count,
    count(distinct thing_id) filter (thing = 'program') as program_count,
    count(distinct thing_id) filter (thing = 'metric') as metric_count
{%- endmacro %}
