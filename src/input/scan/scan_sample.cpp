#include "scan/scan_sample.hpp"

#include <algorithm>

#include "leads/lead_reader.hpp"

namespace handoff {
namespace {

constexpr std::uint64_t sample_bytes = 256 << 10;

struct SampleReading final : RecordSink {
  explicit SampleReading(LeadReader& reader_) : reader(reader_) {}
  void record(const Record& record) override { reader.read(record); }
  LeadReader& reader;
};

}  // namespace

void sample_orders(const std::vector<Input>& inputs, const std::vector<ColumnPlan>& plans, const Contract& contract, DateOrders& orders) {
  const auto open = [&](const ColumnUse& use) { return reading_open(contract, orders, use.field); };
  if (std::none_of(plans.begin(), plans.end(), [&](const ColumnPlan& plan) { return std::any_of(plan.uses.begin(), plan.uses.end(), open); })) return;
  LeadReader reader(contract, orders);
  SampleReading reading(reader);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Input& input = inputs[i];
    reader.use(plans[i], input.base);
    BlockReader blocks(*input.source, input.dialect, plans[i].wanted);
    const std::uint64_t size = input.source->size(), from = input.dialect.data_offset, middle = from + (size - from) / 2;
    const auto look = [&](std::uint64_t begin) {
      blocks.normalize(begin, std::min(size, begin + sample_bytes));
      blocks.deliver(reading);
    };
    look(from);
    if (middle > from + sample_bytes)
      if (const std::uint64_t begin = blocks.guess_start(middle); begin < size) look(begin);
  }
  guess_orders(orders, reader.facts());
}

}  // namespace handoff
