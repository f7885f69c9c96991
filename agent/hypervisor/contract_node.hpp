// agent/hypervisor/contract_node.hpp
//
// Purpose: for tests: nodes on which contract_test.cpp says the same sentences: libvirt's
// test driver, the fake node, and a real QEMU node (toolstack_contract_node.hpp has more). If a
// sentence holds on the real node, the fake must let it hold as well: then what is proven with the
// fake is true. Thread rule: one thread.
//
//   template <class Node> concept: a node with at most one domain, absent at first
//     static std::string unavailable();       // why this node cannot be used here; empty: it can
//     observe, define, send_shutdown, act, abort_job, job_idle                   (the port)
//     suspend, save, start_by_hand, start_transient, take_the_name  (administrators' deeds)
//     crash, be_locked_out, lose_the_daemon, lose_the_host                        (misfortunes)
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
  { node.suspend() } -> std::same_as<void>;
  { node.save() } -> std::same_as<void>;           // a managed save
  { node.start_by_hand() } -> std::same_as<void>;  // from the managed save if there is one
  { node.start_transient() } -> std::same_as<void>;
  { node.take_the_name() } -> std::same_as<void>;  // another UUID with our name
  { node.crash() } -> std::same_as<void>;          // the guest panics
  // A paused copy is here, as a migration leaves it, and another copy runs and has the disk image.
  { node.be_locked_out() } -> std::same_as<void>;
  { node.lose_the_daemon() } -> std::same_as<void>;  // nobody listens
  { node.lose_the_host() } -> std::same_as<void>;    // nobody is there
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

  Observation observe() { return asked().observe(key).seen; }
  CallOutcome define() { return told(asked().define(key, xml)); }
  CallOutcome send_shutdown() { return told(asked().send_shutdown(key, ShutdownBy::either)); }
  CallOutcome act(Verb verb) { return told(asked().act(verb, key)); }
  CallOutcome abort_job() { return told(asked().abort_job(key)); }
  CallOutcome job_idle() { return told(asked().job_idle(key)); }

  void suspend() { EXPECT_EQ(virDomainSuspend(domain().get()), 0) << take_error().text(); }
  void save() { EXPECT_EQ(virDomainManagedSave(domain().get(), 0), 0) << take_error().text(); }
  void start_by_hand() { EXPECT_EQ(virDomainCreate(domain().get()), 0) << take_error().text(); }
  void start_transient() {
    EXPECT_NE(DomainHandle(virDomainCreateXML(raw(), xml.c_str(), 0)), nullptr);
  }
  void take_the_name() {
    EXPECT_NE(DomainHandle(virDomainDefineXML(raw(), other_xml().c_str())), nullptr);
  }
  void pass_time() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }
  void lose_the_daemon() { ask_at("qemu+tcp://127.0.0.1:1/system"); }

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

 protected:
  void ask_at(const std::string& uri) {
    elsewhere_ = std::make_unique<LibvirtHypervisor>(LibvirtAddress{uri});
  }

 private:
  LibvirtHypervisor& asked() { return elsewhere_ ? *elsewhere_ : hypervisor; }
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

  std::unique_ptr<LibvirtHypervisor> elsewhere_;  // who is asked instead
};

class TestDriverNode : public NodeBehindLibvirt {
 public:
  static constexpr const char* name = "TestDriver";
  static constexpr bool can_crash = false;          // it forgets a crash at once
  static constexpr bool is_libvirt_proper = false;  // a few refusals are missing
  static constexpr bool has_a_peer = false;
  static constexpr bool locks_images = false;
  static constexpr bool has_managed_saves = true;
  static std::string unavailable() { return {}; }

  TestDriverNode() : NodeBehindLibvirt("test://" + node_file(), definition()) {}
  ~TestDriverNode() { ::unlink(node_file().c_str()); }
  void crash() {}
  void be_locked_out() {}
  void lose_the_host() {}

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

// A guest on a machine that also builds the project may take long to boot: these waits end as soon
// as what they wait for is there, and give up only when it surely never comes.
constexpr auto surely_long_enough = std::chrono::minutes(4);

template <class Condition>
bool comes_true(Condition condition) {
  const auto limit = std::chrono::steady_clock::now() + surely_long_enough;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

// XVM_CONTRACT_URI: this node. XVM_OWN_URI, XVM_PEER_URI: it and another one, as both reach them.
// XVM_CONTRACT_DEFINITION: a file; its guest says READY on its console, powers off when asked,
// panics on an NMI and is preserved then. XVM_CONTRACT_IMAGE: an empty disk image that both nodes
// see. real_node_test.sh provides them.
class RealNode : public NodeBehindLibvirt {
 public:
  static constexpr const char* name = "RealNode";
  static constexpr bool can_crash = true;
  static constexpr bool is_libvirt_proper = true;
  static constexpr bool has_a_peer = true;
  static constexpr bool locks_images = true;
  static constexpr bool has_managed_saves = true;
  static std::string unavailable() {
    if (std::getenv("XVM_CONTRACT_URI") != nullptr) return {};
    return "no real node: real_node_test.sh sets XVM_CONTRACT_URI";
  }

  RealNode() : NodeBehindLibvirt(setting("XVM_CONTRACT_URI"), definition()) {
    clear();
    ::unlink(console_path().c_str());
  }
  ~RealNode() {
    clear();
    if (peer_) peer_->clear();
  }
  bool is_ready() const { return console().find("READY") != std::string::npos; }
  // Kernels that still boot die of the NMI without a word to the hypervisor, so the guest's own
  // "READY" on its console is waited for first.
  void crash() {
    EXPECT_TRUE(comes_true([this] { return is_ready(); }));
    EXPECT_EQ(virDomainInjectNMI(domain().get(), 0), 0) << take_error().text();
    EXPECT_TRUE(comes_true([this] { return observe().activity == Activity::crashed; }));
  }
  // The peer starts it, migrates it to here, paused, and starts it again.
  void be_locked_out() {
    xml.insert(xml.find("</devices>"),
               "<disk type='file'><driver name='qemu' type='raw'/><source file='" +
                   setting("XVM_CONTRACT_IMAGE") + "'/><target dev='vda' bus='virtio'/></disk>");
    peer_ = std::make_unique<NodeBehindLibvirt>(setting("XVM_PEER_URI"), xml);
    peer_->clear();
    start_at_peer();
    constexpr unsigned flags = VIR_MIGRATE_PEER2PEER | VIR_MIGRATE_PERSIST_DEST |
                               VIR_MIGRATE_UNDEFINE_SOURCE | VIR_MIGRATE_PAUSED |
                               VIR_MIGRATE_UNSAFE;  // the image is shared, but libvirt cannot tell
    EXPECT_EQ(virDomainMigrateToURI3(peer_->domain().get(), setting("XVM_OWN_URI").c_str(), nullptr,
                                     0, flags),
              0)
        << take_error().text();
    start_at_peer();
  }
  // An address of the nodes' own network that no node has.
  void lose_the_host() {
    std::string uri = setting("XVM_PEER_URI");
    const std::size_t last_part = uri.rfind('.') + 1;
    ask_at(uri.replace(last_part, uri.rfind('/') - last_part, "253"));
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
  void start_at_peer() {
    EXPECT_EQ(peer_->define(), CallOutcome::ok) << peer_->detail;
    EXPECT_EQ(peer_->act(Verb::create), CallOutcome::ok) << peer_->detail;
  }
  std::string console_path() const { return "/var/log/libvirt/" + key.name + ".console"; }
  std::string console() const {
    std::ifstream file(console_path());
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::unique_ptr<NodeBehindLibvirt> peer_;
};

class FakeNode {
 public:
  static constexpr const char* name = "FakeNode";
  static constexpr bool can_crash = true;
  static constexpr bool is_libvirt_proper = true;
  static constexpr bool has_a_peer = true;
  static constexpr bool locks_images = true;
  static constexpr bool has_managed_saves = true;
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
  void save() { EXPECT_EQ(ask(fakes::Ask::managed_save), CallOutcome::ok); }
  void start_by_hand() { EXPECT_EQ(ask(fakes::Ask::start), CallOutcome::ok); }
  void start_transient() { EXPECT_EQ(ask(fakes::Ask::create_transient), CallOutcome::ok); }
  void take_the_name() { node_.domain.name_taken = true; }
  void crash() { EXPECT_EQ(ask(fakes::Ask::guest_crashes), CallOutcome::ok); }
  void be_locked_out() {
    define();
    ask(fakes::Ask::create);
    suspend();
    node_.domain.guest.locks_image = true;
    image_taken_ = true;
  }
  void lose_the_daemon() { EXPECT_EQ(ask(fakes::Ask::kill_daemon), CallOutcome::ok); }
  void lose_the_host() { EXPECT_EQ(ask(fakes::Ask::crash_host), CallOutcome::ok); }
  void pass_time() {
    for (const fakes::Ask life :
         {fakes::Ask::boot_done, fakes::Ask::guest_obeys, fakes::Ask::teardown_done}) {
      if (ask(life) == CallOutcome::ok) return;
    }
  }
  std::string detail;

 private:
  CallOutcome ask(fakes::Ask what) {
    const fakes::Reply reply = fakes::apply(node_, {.ask = what, .image_taken = image_taken_});
    node_ = reply.after;
    return reply.outcome;
  }
  bool image_taken_ = false;
  fakes::NodeState node_;
};

static_assert(ContractNode<TestDriverNode> && ContractNode<RealNode> && ContractNode<FakeNode>);

}  // namespace xvm::agent
