# shellcheck shell=bash
# ci/benchmarks/cluster_facts.sh: what the fake scha_* commands tell of a cluster of two nodes and
# one resource under ORCL.gds, as one file. Sourced; writes into $folder/cluster.

# facts STATE_A STATE_B [TARGET] [ON_OFF]: the group's state on both nodes, where it is switched to,
# and the resource's switch.
facts() {
  local targets='' folder=${folder:?}
  [[ -z ${3:-} ]] || targets="\"$3\""
  cat >"$folder/cluster/next" <<X
{"cluster": "bench", "has_target_nodes": true,
 "nodes": [{"id": 1, "name": "A", "private": "A", "state": "UP"},
           {"id": 2, "name": "B", "private": "B", "state": "UP"}],
 "groups": [{"name": "web-rg", "properties": {"Nodelist": ["A", "B"]}, "suspended": false,
             "state": {"A": "$1", "B": "$2"}, "target_nodes": [$targets]}],
 "resources": [{"name": "web-rs", "group": "web-rg", "type": "ORCL.gds",
                "properties": {"Start_timeout": 300, "Stop_timeout": 120},
                "extensions": {"PMF_managed": false}, "state": {"A": "$1", "B": "$2"},
                "status": {"A": {"status": "OK", "message": ""}, "B": {"status": "OK", "message": ""}},
                "on_off": "${4:-ENABLED}", "monitored": "ENABLED"}],
 "types": {"ORCL.gds": {"name": "ORCL.gds", "version": "1", "properties": {},
                        "rules": {"PMF_managed": {"type": "BOOLEAN", "extension": true}}}}}
X
  mv "$folder/cluster/next" "$folder/cluster/cluster.json"
}
