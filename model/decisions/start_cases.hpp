// model/decisions/start_cases.hpp (tests only)
//
// Purpose: every situation that a start can meet in a cluster of three: every claim, every survey,
// every membership (or none known), everywhere the engine may say online, every policy.
// Thread rule: one test, one thread.
//
//   for_every_start([](const StartView& view) { ... judge_start(view) ... });
#pragma once

#include "model/decisions/start_judgement.hpp"
#include "model/decisions/three_nodes.hpp"

namespace xvm::oracle {

struct StartPolicy {
  Method method = Method::start;
  FailoverType failover = FailoverType::normal;
  bool may_pull = true;
  bool strict = false;
  NodeSet unretired;
};

// Every combination; what could not be retired, which matters to the retiring alone, goes round.
inline std::vector<StartPolicy> every_policy() {
  std::vector<StartPolicy> policies;
  const std::vector<NodeSet> unretired = every_subset(others);
  for (std::size_t i = 0; i < enum_count<FailoverType> * 8; ++i) {
    policies.push_back({.method = (i & 1) != 0 ? Method::take_over : Method::start,
                        .failover = static_cast<FailoverType>(i / 8),
                        .may_pull = (i & 2) != 0,
                        .strict = (i & 4) != 0,
                        .unretired = unretired[(i + i / 4) % unretired.size()]});
  }
  return policies;
}

// Eight memberships and, where the facts are unreadable, none; four places where it may be online.
inline std::vector<Facts> every_cluster() {
  std::vector<Facts> clusters;
  for (const NodeSet online : every_subset(others)) {
    Facts facts;
    facts.online = online;
    clusters.push_back(facts);
    facts.readable = true;
    for (const NodeSet members : every_subset(three)) {
      facts.members = members;
      clusters.push_back(facts);
    }
  }
  return clusters;
}

template <class Check>
void for_every_start(const std::vector<StartPolicy>& policies, bool transient, Check check) {
  const std::vector<Claim> claims = every_claim();
  const std::vector<Survey> surveys = every_survey(transient);
  const std::vector<Facts> clusters = every_cluster();
  for (const StartPolicy& policy : policies) {
    const Setting setting{.method = policy.method,
                          .self = self,
                          .nodes = three,
                          .failover = policy.failover,
                          .strict_peers = policy.strict};
    for (const Facts& facts : clusters) {
      for (const Claim& claim : claims) {
        for (const Survey& survey : surveys) {
          check(StartView{.setting = setting,
                          .facts = facts,
                          .claim = claim,
                          .survey = survey,
                          .may_pull = policy.may_pull,
                          .unretired = policy.unretired});
        }
      }
    }
  }
}

inline std::string name(const StartView& v) {
  return std::string(to_text(v.setting.method)) + ", " + std::string(to_text(v.setting.failover)) +
         (v.may_pull ? "" : ", pulled before") + (v.setting.strict_peers ? ", strict" : "") +
         ", claim " + name(v.claim) + ", seen " + name(v.survey) + "members " +
         (v.facts.readable ? name(v.facts.members) : "unreadable") + " online " +
         name(v.facts.online) + " unretired " + name(v.unretired);
}

inline std::string name(const StartVerdict& v) {
  return std::string(to_text(v.move)) + " " + std::string(to_text(v.reason)) + " " + name(v.node);
}

}  // namespace xvm::oracle
