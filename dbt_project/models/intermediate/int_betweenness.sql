with
    links as (
        select organization_id_a, organization_id_b
        from {{ ref("organization_network") }}
    ),

    ends as (
        select organization_id_a as organization_id
        from links
        union
        select organization_id_b
        from links
    ),

    -- The sample is drawn by a hash of the id, so that the same network always has the
    -- same one, whatever the order of its rows.
    nodes as (
        select
            organization_id,
            cast(row_number() over (order by organization_id) - 1 as integer) as node,
            row_number() over (order by md5(organization_id), organization_id) as draw,
            count(*) over () as node_count
        from ends
    ),

    networks as (
        select
            (select cast(count(*) as integer) from nodes) as node_count,
            (
                select list({'one':one.node, 'other':other.node})
                from links
                inner join nodes as one on links.organization_id_a = one.organization_id
                inner join
                    nodes as other on links.organization_id_b = other.organization_id
            ) as links,
            (
                select list(node)
                from nodes
                where
                    node_count <= {{ var("exact_betweenness_limit") }}
                    or draw <= {{ var("betweenness_sample") }}
            ) as sources
    ),

    -- Materialized: two columns are made of the list, and it takes long to compute.
    lists as materialized(
        select betweenness(node_count, links, sources) as shares from networks
    ),

    shares as (
        select unnest(shares) as share, generate_subscripts(shares, 1) - 1 as node
        from lists
    ),

    final as (
        select
            nodes.organization_id,
            round(shares.share, 9) as betweenness,
            if(
                nodes.node_count <= {{ var("exact_betweenness_limit") }},
                'exact',
                'estimated'
            ) as betweenness_basis
        from nodes
        inner join shares using (node)
    )

select *
from final
