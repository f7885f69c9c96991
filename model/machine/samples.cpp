#include "model/machine/samples.hpp"

namespace xvm::samples {
namespace {

template <class E>
std::vector<E> all_of() {
  std::vector<E> values;
  for (std::size_t i = 0; i < enum_count<E>; ++i) values.push_back(static_cast<E>(i));
  return values;
}

const std::vector<NodeId>& nodes() {
  static const std::vector<NodeId> value{self, peer};
  return value;
}

// An outcome of type E for self and for a peer: most events are {node, outcome}.
template <class EventType, class E>
std::vector<EventType> for_nodes() {
  std::vector<EventType> list;
  for (NodeId n : nodes()) {
    for (E value : all_of<E>()) list.push_back({n, value});
  }
  return list;
}

template <class EventType, class E>
std::vector<EventType> for_each_of() {
  std::vector<EventType> list;
  for (E value : all_of<E>()) list.push_back({value});
  return list;
}

}  // namespace

std::vector<Observation> observations() {
  std::vector<Observation> list;
  for (Activity activity : all_of<Activity>()) {
    list.push_back({.activity = activity, .defined = false});
    list.push_back({.activity = activity, .defined = true});
  }
  return list;
}

std::vector<Claim> claims(std::uint32_t epoch) {
  using enum ClaimState;
  return {{},
          {epoch, held, self, NodeId::none, false},
          {epoch, held, self, peer, false},
          {epoch, held, self, peer, true},
          {epoch, held, peer, NodeId::none, false},
          {epoch, held, peer, self, false},
          {epoch, held, peer, self, true},
          {epoch, moving, self, peer, false},
          {epoch, moving, peer, self, false},
          {epoch, moving, peer, third, false},
          {epoch, released, self, NodeId::none, false},
          {epoch, released, peer, NodeId::none, false},
          {epoch, condemned, self, NodeId::none, false},
          {epoch, condemned, peer, NodeId::none, false}};
}

template <>
std::vector<Begin> events<Begin>() {
  return {Begin{}};
}

template <>
std::vector<FactsRead> events<FactsRead>() {
  std::vector<FactsRead> list{FactsRead{}};
  Facts facts{.readable = true, .members = NodeSet::first(3)};
  for (OnOffSwitch on_off : all_of<OnOffSwitch>()) {
    for (RgState state : all_of<RgState>()) {
      for (TargetNodes targets : all_of<TargetNodes>()) {
        facts.on_off = on_off;
        facts.rg_state = state;
        facts.targets = targets;
        facts.target = targets == TargetNodes::one ? peer : NodeId::none;
        list.push_back({facts});
      }
    }
  }
  facts.members = NodeSet::of(self);
  list.push_back({facts});
  facts.members = NodeSet::first(3);
  facts.online = NodeSet::of(peer);
  list.push_back({facts});
  facts.methods = NodeSet::of(peer);
  list.push_back({facts});
  return list;
}

template <>
std::vector<ProcessMonitorSilenced> events<ProcessMonitorSilenced>() {
  return for_each_of<ProcessMonitorSilenced, CallOutcome>();
}

template <>
std::vector<ClaimRead> events<ClaimRead>() {
  std::vector<ClaimRead> list{{StoreOutcome::unreadable, {}}};
  for (const Claim& claim : claims(7)) list.push_back({StoreOutcome::ok, claim});
  return list;
}

template <>
std::vector<ClaimLinked> events<ClaimLinked>() {
  std::vector<ClaimLinked> list;
  for (LinkOutcome outcome : all_of<LinkOutcome>()) {
    for (const Claim& claim : claims(8)) list.push_back({outcome, claim});
  }
  return list;
}

template <>
std::vector<Exported> events<Exported>() {
  return for_nodes<Exported, ExportOutcome>();
}
template <>
std::vector<Quarantined> events<Quarantined>() {
  return for_nodes<Quarantined, ExportOutcome>();
}

template <>
std::vector<Observed> events<Observed>() {
  std::vector<Observed> list;
  for (NodeId n : nodes()) {
    for (const Observation& o : observations()) list.push_back({n, o});
  }
  return list;
}

template <>
std::vector<Witnessed> events<Witnessed>() {
  return for_nodes<Witnessed, Witness>();
}
template <>
std::vector<Defined> events<Defined>() {
  return for_nodes<Defined, CallOutcome>();
}
template <>
std::vector<ShutdownSent> events<ShutdownSent>() {
  return for_nodes<ShutdownSent, CallOutcome>();
}

template <>
std::vector<Acted> events<Acted>() {
  std::vector<Acted> list;
  for (Verb verb : all_of<Verb>()) {
    for (CallOutcome outcome : all_of<CallOutcome>()) list.push_back({verb, self, outcome});
  }
  return list;
}

template <>
std::vector<Migrated> events<Migrated>() {
  return for_each_of<Migrated, CallOutcome>();
}
template <>
std::vector<JobAborted> events<JobAborted>() {
  return for_each_of<JobAborted, CallOutcome>();
}
template <>
std::vector<JobIdle> events<JobIdle>() {
  return for_nodes<JobIdle, CallOutcome>();
}

template <>
std::vector<TargetChecked> events<TargetChecked>() {
  std::vector<TargetChecked> list{{peer, {}}};
  for (TargetFault fault : all_of<TargetFault>())
    list.push_back({peer, TargetReport{}.with(fault)});
  return list;
}

template <>
std::vector<PluginReturned> events<PluginReturned>() {
  std::vector<PluginReturned> list{{PluginEnd::timed_out, 0}, {PluginEnd::not_started, 0}};
  for (int status = 0; status < 256; ++status) {
    list.push_back({PluginEnd::exited, static_cast<std::uint8_t>(status)});
  }
  return list;
}

template <>
std::vector<Inspected> events<Inspected>() {
  std::vector<Inspected> list;
  for (Subject subject : all_of<Subject>()) {
    list.push_back({subject, {}});
    for (Finding f : all_of<Finding>()) list.push_back({subject, FindingSet{}.with(f)});
  }
  return list;
}

template <>
std::vector<Expired> events<Expired>() {
  return for_each_of<Expired, Timer>();
}

}  // namespace xvm::samples
