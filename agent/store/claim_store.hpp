// agent/store/claim_store.hpp
//
// Purpose: the claim of one resource as the port wants it (ports/admin_store.hpp): ReadClaim and
// LinkClaim on real files. Everything that cannot be read or understood ends as `unreadable`: torn
// or edited text, a newer format, a node outside the node list, another resource or domain.
// Thread rule: as AdminFolder: any number of threads, each call blocks as the file system does.
//
//   ClaimStore claims(admin, names, {.resource = "web-rs", .uuid = uuid, .self = "n1"});
//   auto [read, note] = claims.read();             // ClaimRead, and why for the log
//   auto [linked, why] = claims.link(held(read.newest, self), "2008-03-19T10:00:00Z");
#pragma once

#include <string>

#include "agent/store/admin_folder.hpp"
#include "model/ports/admin_store.hpp"
#include "model/records/claim_record.hpp"

namespace xvm::agent {

struct ClaimIdentity {
  std::string resource;
  std::string uuid;  // of the domain; reading checks it unless it is empty, linking needs it
  std::string self;  // name of this node
};

class ClaimStore {
 public:
  ClaimStore(AdminFolder folder, records::NodeNames names, ClaimIdentity identity);

  struct Read {
    ClaimRead read;
    std::string note;  // empty when ok; else one line: what, where
  };
  Read read() const;

  struct Link {
    ClaimLinked linked;
    std::string note;
  };
  // Each call has a nonce of its own: after `unknown`, read again instead of linking again.
  // `written` is wall time as text, for people.
  Link link(const Claim& next, const std::string& written) const;

 private:
  std::string strangeness_of(const records::ClaimRecord& record) const;

  AdminFolder folder_;
  records::NodeNames names_;
  ClaimIdentity identity_;
};

}  // namespace xvm::agent
