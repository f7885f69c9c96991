// agent/hypervisor/contract_node.hpp
//
// Purpose: for tests: the three nodes on which contract_test.cpp says the same sentences: libvirt's
// test driver, the fake node, and a real QEMU node. If a sentence holds on the real node, the fake
// must let it hold as well: then what is proven with the fake is true.
// Thread rule: one thread.
//
//   template <class Node> concept: a node with at most one domain, absent at first
//     static std::string unavailable();       // why this node cannot be used here; empty: it can
//     observe, define, send_shutdown, act, abort_job, job_idle                   (the port)
//     suspend, start_transient, crash, take_the_name, pass_time                   (the rest)
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include "agent/hypervisor/libvirt_hypervisor.hpp"
#include "fakes/node/node.hpp"

namespace xvm::agent {

template <class Node>
concept ContractNode = requires(Node node) {
  { Node::unavailable() } -> std::same_as<std::string>;
  { node.observe() } -> std::same_as<Observation>;
  { node.define() } -> std::same_as<CallOutcome>;
  { node.send_shutdown() } -> std::same_as<CallOutcome>;
  { node.act(Verb::create) } -> std::same_as<CallOutcome>;
  { node.abort_job() } -> std::same_as<CallOutcome>;
  { node.job_idle() } -> std::same_as<CallOutcome>;
  { node.suspend() } -> std::same_as<void>;          // by an administrator
  { node.start_transient() } -> std::same_as<void>;  // by an administrator
  { node.crash() } -> std::same_as<void>;            // the guest panics
  { node.take_the_name() } -> std::same_as<void>;    // another UUID with our name
  { node.pass_time() } -> std::same_as<void>;
};

// Production code over libvirt; deeds of administrators go round it, on the same connection, since
// every connection to the test driver has a node of its own.
class NodeBehindLibvirt {
 public:
  NodeBehindLibvirt(const std::string& uri, std::string definition)
      : connection(std::make_shared<LibvirtConnection>(LibvirtAddress{uri})),
        hypervisor(connection),
        xml(std::move(definition)) {
    const DefinitionFacts facts = read_definition(xml).facts;
    key = {facts.uuid, facts.name};
  }

  Observation observe() { return hypervisor.observe(key).seen; }
  CallOutcome define() { return told(hypervisor.define(key, xml)); }
  CallOutcome send_shutdown() { return told(hypervisor.send_shutdown(key, ShutdownBy::either)); }
  CallOutcome act(Verb verb) { return told(hypervisor.act(verb, key)); }
  CallOutcome abort_job() { return told(hypervisor.abort_job(key)); }
  CallOutcome job_idle() { return told(hypervisor.job_idle(key)); }

  void suspend() { EXPECT_EQ(virDomainSuspend(domain().get()), 0) << take_error().text(); }
  void start_transient() {
    EXPECT_NE(DomainHandle(virDomainCreateXML(raw(), xml.c_str(), 0)), nullptr);
  }
  void take_the_name() {
    EXPECT_NE(DomainHandle(virDomainDefineXML(raw(), other_xml().c_str())), nullptr);
  }
  void pass_time() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

  // Good until the next call: the lease ends at once, but the connection is kept for that call.
  virConnectPtr raw() { return connection->open().lease.get(); }
  DomainHandle domain() {
    return DomainHandle(virDomainLookupByUUIDString(raw(), key.uuid.c_str()));
  }

  // A real node outlives the test: leave nothing on it.
  void clear() {
    for (const std::string& uuid : {key.uuid, other_uuid()}) {
      const DomainHandle left(virDomainLookupByUUIDString(raw(), uuid.c_str()));
      if (!left) continue;
      virDomainDestroy(left.get());
      virDomainUndefineFlags(left.get(), VIR_DOMAIN_UNDEFINE_MANAGED_SAVE);
    }
  }

  std::shared_ptr<LibvirtConnection> connection;
  LibvirtHypervisor hypervisor;
  std::string xml;
  DomainKey key;
  std::string detail;  // of the last call

 private:
  CallOutcome told(const Called& called) {
    detail = called.detail;
    return called.outcome;
  }
  static std::string other_uuid() { return "99999999-2222-4333-8444-555555555555"; }
  std::string other_xml() const {
    std::string other = xml;
    const std::size_t at = other.find(key.uuid);
    return other.replace(at, key.uuid.size(), other_uuid());
  }
};

class TestDriverNode : public NodeBehindLibvirt {
 public:
  static constexpr const char* name = "TestDriver";
  static constexpr bool can_crash = false;  // it forgets a crash at once
  static constexpr bool knows_jobs = false;
  static constexpr bool is_libvirt_proper = false;  // a few refusals are missing
  static std::string unavailable() { return {}; }

  TestDriverNode() : NodeBehindLibvirt("test://" + node_file(), definition()) {}
  ~TestDriverNode() { ::unlink(node_file().c_str()); }
  void crash() {}

  static std::string definition() {
    return "<domain type='test'><name>web</name><uuid>11111111-2222-4333-8444-555555555555</uuid>"
           "<memory unit='KiB'>8192</memory><os><type>hvm</type></os></domain>";
  }

 private:
  static std::string node_file() {
    std::string path = ::testing::TempDir() + "xvm-node-" + std::to_string(::getpid()) + ".xml";
    std::ofstream(path) << "<node><cpu><mhz>1000</mhz><model>i986</model><active>1</active>"
                           "<nodes>1</nodes><sockets>1</sockets><cores>1</cores>"
                           "<threads>1</threads></cpu><memory>8192000</memory></node>";
    return path;
  }
};

// XVM_CONTRACT_URI and XVM_CONTRACT_DEFINITION (a file; its guest powers off when asked, panics on
// an NMI and is preserved then). real_node_test.sh provides both.
class RealNode : public NodeBehindLibvirt {
 public:
  static constexpr const char* name = "RealNode";
  static constexpr bool can_crash = true;
  static constexpr bool knows_jobs = true;
  static constexpr bool is_libvirt_proper = true;
  static std::string unavailable() {
    if (std::getenv("XVM_CONTRACT_URI") != nullptr) return {};
    return "no real node: real_node_test.sh sets XVM_CONTRACT_URI";
  }

  RealNode() : NodeBehindLibvirt(setting("XVM_CONTRACT_URI"), definition()) {
    clear();
    ::unlink(console_path().c_str());
  }
  ~RealNode() { clear(); }
  // Kernels that still boot die of the NMI without a word to the hypervisor, so the guest's own
  // "READY" on its console is waited for first.
  void crash() {
    wait_for([this] { return console().find("READY") != std::string::npos; });
    EXPECT_EQ(virDomainInjectNMI(domain().get(), 0), 0) << take_error().text();
    wait_for([this] { return observe().activity == Activity::crashed; });
  }

  static std::string definition() {
    std::ifstream file(setting("XVM_CONTRACT_DEFINITION"));
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  static std::string setting(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr ? value : "";
  }
  template <class Condition>
  void wait_for(Condition condition) {
    for (int i = 0; i < 1500 && !condition(); ++i) pass_time();
    EXPECT_TRUE(condition());
  }
  std::string console_path() const { return "/var/log/libvirt/" + key.name + ".console"; }
  std::string console() const {
    std::ifstream file(console_path());
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

class FakeNode {
 public:
  static constexpr const char* name = "FakeNode";
  static constexpr bool can_crash = true;
  static constexpr bool knows_jobs = true;
  static constexpr bool is_libvirt_proper = true;
  static std::string unavailable() { return {}; }

  Observation observe() { return fakes::apply(node_, {fakes::Ask::observe}).seen; }
  CallOutcome define() { return ask(fakes::Ask::define); }
  CallOutcome send_shutdown() { return ask(fakes::Ask::send_shutdown); }
  CallOutcome abort_job() { return ask(fakes::Ask::abort_job); }
  CallOutcome job_idle() { return ask(fakes::Ask::await_idle); }
  CallOutcome act(Verb verb) {
    switch (verb) {
      case Verb::create: return ask(fakes::Ask::create);
      case Verb::resume: return ask(fakes::Ask::resume);
      case Verb::destroy: return ask(fakes::Ask::destroy);
      case Verb::undefine: return ask(fakes::Ask::undefine);
    }
    return CallOutcome::unknown;
  }

  void suspend() { EXPECT_EQ(ask(fakes::Ask::suspend), CallOutcome::ok); }
  void start_transient() { EXPECT_EQ(ask(fakes::Ask::create_transient), CallOutcome::ok); }
  void crash() { EXPECT_EQ(ask(fakes::Ask::guest_crashes), CallOutcome::ok); }
  void take_the_name() { node_.domain.name_taken = true; }
  void pass_time() {
    for (const fakes::Ask life :
         {fakes::Ask::boot_done, fakes::Ask::guest_obeys, fakes::Ask::teardown_done}) {
      if (ask(life) == CallOutcome::ok) return;
    }
  }
  std::string detail;

 private:
  CallOutcome ask(fakes::Ask what) {
    const fakes::Reply reply = fakes::apply(node_, {what});
    node_ = reply.after;
    return reply.outcome;
  }
  fakes::NodeState node_;
};

static_assert(ContractNode<TestDriverNode> && ContractNode<RealNode> && ContractNode<FakeNode>);

}  // namespace xvm::agent
