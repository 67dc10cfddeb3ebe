#include "identity/id_rows.hpp"

#include <algorithm>
#include <memory>

#include "scan/block_walk.hpp"
#include "scan/inputs.hpp"
#include "leads/lead_reader.hpp"

namespace handoff {

namespace {

class IdWorker final : public RecordSink {
 public:
  IdWorker(const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans, const Contract& contract, const DateOrders& orders, std::string_view id,
           std::vector<RowPlace>& found)
      : inputs_(inputs), plans_(plans), reader_(contract, orders), id_(id), lead_id_(known_field("lead_id")), found_(found), widths(inputs.size()) {}
  void begin_block(const BlockPlace& place) override {
    reader_.use(plans_[place.file], inputs_[place.file].base);
    offsets_.clear();
  }
  void record(const Record& record) override {
    const Value& id = reader_.read(record)[lead_id_];
    if (id.present() && id.text == id_) offsets_.push_back(record.offset);
  }
  void end_block(const BlockPlace& place) override { widths[place.file].add(*place.account); }
  std::function<void()> in_order(const BlockPlace& place) override {
    if (offsets_.empty()) return {};
    const Input& input = inputs_[place.file];
    std::vector<RowPlace> rows;
    std::uint64_t line = place.first_line, counted_to = place.account->begin;
    for (const std::uint64_t offset : offsets_) {
      line += count_lines(*input.source, input.dialect.newline, counted_to, offset);
      counted_to = offset;
      rows.push_back({input.source->name(), line, input.base + offset});
    }
    return [rows = std::move(rows), &found = found_] { found.insert(found.end(), rows.begin(), rows.end()); };
  }

 private:
  const std::vector<Input>& inputs_;
  const std::vector<ColumnPlan>& plans_;
  LeadReader reader_;
  std::string_view id_;
  FieldId lead_id_;
  std::vector<std::uint64_t> offsets_;   // of this block, in its file
  std::vector<RowPlace>& found_;         // written to in the order of blocks, by one worker at a time

 public:
  std::vector<WidthVotes> widths;        // by input
};

}  // namespace

std::vector<RowPlace> rows_of_id(const std::vector<std::string>& files, Sources& sources, const Contract& contract, std::string_view lead_id, int threads,
                                 std::optional<std::uint64_t> unpack_limit) {
  std::vector<Input> inputs = open_inputs(files, sources, unpack_limit, false, known_headers(contract));
  const DateOrders orders = orders_of(contract);
  std::vector<ColumnPlan> plans;
  for (const Input& input : inputs) plans.push_back(plan_columns(input.dialect, input.source->name(), contract, {known_field("lead_id")}));
  std::vector<WalkFile> walk;
  for (std::size_t i = 0; i < inputs.size(); ++i) walk.push_back({inputs[i].source.get(), &inputs[i].dialect, &plans[i].wanted});
  WalkOptions options;
  options.in_order = true;
  for (;;) {
    std::vector<RowPlace> found;
    std::vector<std::unique_ptr<IdWorker>> owned;
    std::vector<RecordSink*> workers;
    for (int i = 0; i < std::max(1, threads); ++i) {
      owned.push_back(std::make_unique<IdWorker>(inputs, plans, contract, orders, lead_id, found));
      workers.push_back(owned.back().get());
    }
    walk_blocks(walk, options, workers);
    std::vector<WidthVotes> widths(inputs.size());
    for (const auto& worker : owned)
      for (std::size_t i = 0; i < widths.size(); ++i) widths[i].merge(worker->widths[i]);
    if (!settle_widths(inputs, widths)) return found;
  }
}

}  // namespace handoff
