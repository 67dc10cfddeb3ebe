// Values on their way into distributions. A report holds thousands of these, and nearly each value goes to one that has left the cache. While the next leads are counted,
// the place that the value goes to is fetched.
#pragma once
#include <array>
#include <cstddef>

#include "handoff/statistics/distribution.hpp"

namespace handoff {

class LateValues {
 public:
  /// As `to.add(value)`, some values later. `to` must stay where it is until then.
  void add(Distribution& to, Seconds value) {
    Late& here = on_the_way_[next_ % places];
    if (here.to) here.to->add(here.value);
    __builtin_prefetch(&to, 1);
    here = {&to, value};
    if (const Distribution* half_way = on_the_way_[(next_ + places / 2) % places].to) half_way->expect();
    ++next_;
  }
  /// Adds all that are on their way.
  void settle() {
    for (Late& late : on_the_way_) {
      if (late.to) late.to->add(late.value);
      late.to = nullptr;
    }
  }

 private:
  static constexpr std::size_t places = 16;
  struct Late { Distribution* to = nullptr; Seconds value = 0; };
  std::array<Late, places> on_the_way_;
  std::size_t next_ = 0;
};

}  // namespace handoff
