#include "agent/store/claim_files.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::agent {
namespace {

// At most this many old claims are removed by one call: pruning must not take long.
constexpr std::uint32_t pruned_at_once = 8;

struct Epochs {
  FileStatus status;
  std::vector<std::uint32_t> sorted;
  std::uint32_t newest() const { return sorted.empty() ? 0 : sorted.back(); }
};

Epochs list_epochs(const Folder& folder) {
  FolderListing listing = folder.list();
  Epochs epochs{std::move(listing.status), {}};
  for (const std::string& name : listing.names) {
    if (const auto epoch = records::epoch_of_claim_name(name)) epochs.sorted.push_back(*epoch);
  }
  std::sort(epochs.sorted.begin(), epochs.sorted.end());
  return epochs;
}

Linking taken_by_newer(const Folder& folder, std::uint32_t epoch, std::uint32_t newest) {
  return {LinkEnd::taken,
          {FileFault::exists,
           fmt::format("{} already holds epoch {}, newer than {}", folder.path(), newest, epoch)}};
}

}  // namespace

NewestClaimFile newest_claim_file(const Folder& folder) {
  Epochs epochs = list_epochs(folder);
  if (!epochs.status) return {std::move(epochs.status), 0, "", ""};
  if (epochs.newest() == 0) return {};
  const std::string name = records::claim_name(epochs.newest());
  FileContent file = folder.read(name);
  return {std::move(file.status), epochs.newest(), name, std::move(file.text)};
}

Linking link_claim_file(const Folder& folder, std::uint32_t epoch, std::string_view text) {
  const Epochs before = list_epochs(folder);
  if (!before.status) return {LinkEnd::failed, before.status};
  if (before.newest() > epoch) return taken_by_newer(folder, epoch, before.newest());
  if (epoch == 0 || before.newest() < epoch - 1) {
    return {LinkEnd::failed,
            {FileFault::missing, fmt::format("{} ends at epoch {}: epoch {} does not follow",
                                             folder.path(), before.newest(), epoch)}};
  }
  Linking linking = folder.link_new(records::claim_name(epoch), text);
  if (linking.end != LinkEnd::linked) return linking;
  // Between the two looks others may have linked and pruned many epochs, ours among them.
  const Epochs after = list_epochs(folder);
  if (!after.status) return {LinkEnd::unknown, after.status};
  if (after.newest() > epoch) return taken_by_newer(folder, epoch, after.newest());
  return linking;
}

void prune_claim_files(const Folder& folder, std::uint32_t newest_epoch) {
  std::uint32_t removed = 0;
  for (const std::uint32_t epoch : list_epochs(folder).sorted) {
    const bool far_behind = newest_epoch > claims_kept && epoch <= newest_epoch - claims_kept;
    if (!far_behind || removed++ == pruned_at_once) return;
    (void)folder.remove(records::claim_name(epoch));
  }
}

}  // namespace xvm::agent
