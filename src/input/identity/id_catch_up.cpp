#include "identity/id_catch_up.hpp"

#include <algorithm>
#include <atomic>

#include "scan/threads.hpp"

namespace handoff {
namespace {

class IdReader final : public RecordSink {
 public:
  explicit IdReader(const Pass& pass)
      : pass_(pass), reader_(*pass.request->contract, *pass.orders, pass.request->horizon), nulls_(pass.request->id_nulls),
        lookup_(*pass.inputs, *pass.id_plans, *pass.request->contract, *pass.orders, pass.identity_by, pass.request->horizon), lead_id_(known_field("lead_id")), modified_at_(known_field("modified_at")) {}

  /// True: an id came again.
  bool insert(const IdRange& block) {
    const Input& input = (*pass_.inputs)[block.file];
    reader_.use((*pass_.id_plans)[block.file], input.base);
    BlockReader blocks(*input.source, input.dialect, (*pass_.id_plans)[block.file].wanted);
    blocks.normalize(block.begin, block.end);
    batch_.clear();
    blocks.deliver(*this);
    return pass_.ids->insert(batch_, lookup_);
  }

  void record(const Record& record) override {
    const Lead& lead = reader_.read(record);
    const Value& id = lead[lead_id_];
    if (id.present() && !nulls_.holds(id.text)) batch_.add(id.text, modified_of(lead[modified_at_], reader_.horizon()), lead.offset, identity_of(lead, pass_.identity_by));
  }

 private:
  const Pass& pass_;
  LeadReader reader_;
  NullWords nulls_;
  RowReread lookup_;
  IdBatch batch_;
  const FieldId lead_id_, modified_at_;
};

}  // namespace

bool insert_blocks(const Pass& pass, const std::vector<IdRange>& blocks) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> repeated{false};
  on_threads(static_cast<int>(pass.workers))(std::min(pass.workers, blocks.size()), [&](std::size_t) {
    IdReader reader(pass);
    for (std::size_t i = next++; i < blocks.size() && !(pass.stop_at_repeat && repeated); i = next++)
      if (reader.insert(blocks[i])) repeated = true;
  });
  return repeated;
}

}  // namespace handoff
