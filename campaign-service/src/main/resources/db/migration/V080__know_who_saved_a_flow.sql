-- What people call who saved the flow last; null for what was saved before.
alter table flow add column updated_by text;

-- The agents that the flow's nodes name, in the order of the nodes: results of all of them are known to all flows of the
-- campaign (product.md, Field Check).
alter table flow add column agent_ids uuid[] not null default '{}';

update flow
   set agent_ids = coalesce(
           (select array_agg(agent order by place)
              from (select (node #>> '{settings,agent_id}')::uuid as agent, min(place) as place
                      from jsonb_array_elements(graph::jsonb -> 'nodes') with ordinality as nodes (node, place)
                     where node #>> '{settings,agent_id}' is not null
                     group by 1) as used),
           '{}');
