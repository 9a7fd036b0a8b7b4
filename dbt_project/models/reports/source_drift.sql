with
    articles as (select * from {{ ref("stg_raw__articles") }}),

    -- The folder and the kind of file stay when a page loses its publisher or its
    -- address, and with it its source_name.
    arrivals as (
        select
            {{ folder_of("file_uri") }} as folder,
            lower(regexp_extract(file_uri, '\.([^./]+)$', 1)) as file_type,
            source_uri,
            (coalesce(fetched_at, loaded_at) at time zone 'UTC')::date as arrived_on,
            [
                {'field':'title', 'is_filled':title is not null},
                {'field':'publisher', 'is_filled':publisher is not null},
                {'field':'author', 'is_filled':author is not null},
                {'field':'address', 'is_filled':address is not null},
                {'field':'published_on', 'is_filled':published_on is not null},
                {
                    'field':'stated_date',
                    'is_filled':coalesce(
                        published_on_basis in ('meta_file', 'page_metadata'), false
                    )
                }
            ] as fields
        from articles
    ),

    -- The days of the ten articles that came last; whole days, so that no order
    -- within a day matters.
    halves as (
        select
            *,
            rank() over (partition by folder, file_type order by arrived_on desc)
            <= 10 as is_recent
        from arrivals
    ),

    filled as (
        select
            folder,
            file_type,
            source_uri,
            arrived_on,
            is_recent,
            unnest(fields, max_depth := 2)
        from halves
    ),

    shares as (
        select
            folder,
            file_type,
            field,
            min(arrived_on) filter (where is_recent) as since_on,
            count(*) filter (where not is_recent) as article_count_before,
            count(*) filter (where is_recent) as article_count_since,
            avg(is_filled::integer) filter (where not is_recent) as share_before,
            avg(is_filled::integer) filter (where is_recent) as share_since,
            min(source_uri) filter (
                where is_recent and not is_filled
            ) as example_source_uri
        from filled
        group by folder, file_type, field
        having article_count_before >= 20 and article_count_since >= 10
    ),

    final as (
        select
            folder,
            file_type,
            field,
            since_on,
            article_count_before,
            article_count_since,
            share_before,
            share_since,
            share_before >= 0.9 and share_since < 0.5 as is_drifted,
            if(is_drifted, example_source_uri, null) as example_source_uri,
            if(
                is_drifted,
                format(
                    'Of {} articles {:.0f} % had {}; of {} that came since {} only {:.0f} % have: the site or the '
                    'export was probably rebuilt. Compare {} with an older one.',
                    article_count_before,
                    100 * share_before,
                    field,
                    article_count_since,
                    since_on,
                    100 * share_since,
                    example_source_uri
                ),
                null
            ) as message
        from shares
        order by is_drifted desc, folder, file_type, field
    )

select *
from final
