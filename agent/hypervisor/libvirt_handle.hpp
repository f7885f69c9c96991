// agent/hypervisor/libvirt_handle.hpp
//
// Purpose: owns libvirt's reference-counted objects, and takes its errors without printing them.
// Thread rule: handles as plain values; libvirt keeps the last error per thread, so take it on the
// thread that made the call, before the next call.
//
//   DomainHandle domain(virDomainLookupByUUIDString(connection, uuid));
//   if (!domain) return unknown(take_error());
#pragma once

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <type_traits>

namespace xvm::agent {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using ConnectionHandle = std::unique_ptr<virConnect, FreeWith<virConnectClose>>;
using DomainHandle = std::unique_ptr<virDomain, FreeWith<virDomainFree>>;
using NetworkHandle = std::unique_ptr<virNetwork, FreeWith<virNetworkFree>>;
using InterfaceHandle = std::unique_ptr<virInterface, FreeWith<virInterfaceFree>>;
using PoolHandle = std::unique_ptr<virStoragePool, FreeWith<virStoragePoolFree>>;
using VolumeHandle = std::unique_ptr<virStorageVol, FreeWith<virStorageVolFree>>;
using CText = std::unique_ptr<char, FreeWith<std::free>>;

struct LibvirtError {
  int code = 0;    // virErrorNumber; 0: no error
  int domain = 0;  // virErrorDomain: which part of libvirt speaks
  std::string message;

  // "libvirt 55/10: Requested operation is not valid: domain is not running", always one line
  std::string text() const;

  // The domain does not exist, said by a hypervisor driver (not guessed by the connection).
  bool says_no_domain() const;
  // The connection is broken or the daemon never answered: nobody knows what became of the call.
  bool is_transport() const;
};

// The last error of this thread, forgotten afterwards. Only after silence_libvirt().
LibvirtError take_error();

// Initialises libvirt, and keeps it from printing every error to stderr. Works once per process.
void silence_libvirt();

}  // namespace xvm::agent
