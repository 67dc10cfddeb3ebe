// Wilson's interval, its form for samples from a finite whole, and apportionment by largest remainder.
#include "handoff/statistics/rate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace handoff {
namespace {

constexpr double z = 1.959963984540054;  // the 97.5 % quantile of the normal distribution

/// A share as two counts.
struct Part {
  std::int64_t count = 0, of = 0;
  double share() const { return static_cast<double>(count) / static_cast<double>(of); }
};

/// The least: who may stay out of the numerator does, and who may join the denominator alone does. The most: the other way round.
Part least_of(const Share& share) { return {share.counted, share.decided() + share.undecided + share.perhaps_out}; }
Part most_of(const Share& share) {
  const std::int64_t in = share.undecided + share.perhaps_in;
  return {share.counted + in, share.decided() + in};
}

/// Wilson's bound on one side, for a share seen in a sample that is worth `size` independent draws. None and all are exact: rounding must not leave a lower
/// bound above nothing.
double bound(const Part& part, double size, bool upper) {
  if (part.of <= 0) return upper ? 1 : 0;
  if (upper ? part.count >= part.of : part.count <= 0) return upper ? 1 : 0;
  const double share = part.share();
  const double centre = share + z * z / (2 * size);
  const double spread = z * std::sqrt(std::max(0.0, share * (1 - share)) / size + z * z / (4 * size * size));
  return std::clamp((upper ? centre + spread : centre - spread) / (1 + z * z / size), 0.0, 1.0);
}

}  // namespace

void Share::add(std::optional<bool> in_denominator, std::optional<bool> in_numerator) {
  if (in_denominator && !*in_denominator) return;
  if (!in_numerator) ++undecided;
  else if (in_denominator) ++(*in_numerator ? counted : not_counted);
  else ++(*in_numerator ? perhaps_in : perhaps_out);
}

void Share::merge(const Share& other) {
  counted += other.counted;
  not_counted += other.not_counted;
  undecided += other.undecided;
  perhaps_in += other.perhaps_in;
  perhaps_out += other.perhaps_out;
}

Share beside_sample(const Share& perhaps, std::int64_t drawn, std::int64_t all) {
  if (drawn >= all) return perhaps;
  const auto part = [&](std::int64_t count) { return (count * drawn + all - 1) / all; };
  const Share open = perhaps.perhaps();
  return {0, 0, part(open.undecided), part(open.perhaps_in), part(open.perhaps_out)};
}

Rate whole(const Share& share) {
  Rate rate;
  rate.count = share.counted;
  rate.of = share.decided();
  rate.unknown = share.unknown();
  if (rate.of > 0 && rate.unknown * 20 <= rate.of + rate.unknown) rate.rate = Part{rate.count, rate.of}.share();
  const Part least = least_of(share), most = most_of(share);
  if (least.of > 0) rate.least = least.share();
  if (most.of > 0) rate.most = most.share();
  if (!rate.least) rate.least = rate.most;
  if (!rate.most) rate.most = rate.least;
  rate.low = rate.least;
  rate.high = rate.most;
  return rate;
}

Rate wilson(const Share& share) {
  Rate rate = whole(share);
  if (!rate.least) return rate;
  const Part least = least_of(share), most = most_of(share);
  rate.low = bound(least, static_cast<double>(least.of), false);
  rate.high = bound(most, static_cast<double>(most.of), true);
  return rate;
}

Rate wilson_sample(const Share& sample, std::int64_t population) {
  Rate rate = whole(sample);
  const std::int64_t drawn = sample.decided() + sample.unknown();
  if (!rate.least || population <= drawn) return rate;
  const auto all = static_cast<double>(population);
  const auto worth = [&](const Part& part) { return static_cast<double>(part.of) * (all - 1) / (all - static_cast<double>(part.of)); };
  const Part least = least_of(sample), most = most_of(sample);
  const double low = std::floor(bound(least, worth(least), false) * all), high = std::ceil(bound(most, worth(most), true) * all);
  rate.low = std::max(low, static_cast<double>(sample.counted)) / all;
  rate.high = std::min(high, all - static_cast<double>(sample.not_counted)) / all;
  return rate;
}

bool straddles(const Rate& rate, double line) { return rate.least && *rate.least < line && line <= *rate.most; }

std::vector<std::int64_t> largest_remainder(std::int64_t total, const std::vector<double>& weights) {
  const auto usable = [](double weight) { return std::isfinite(weight) && weight > 0 ? static_cast<long double>(weight) : 0.0L; };
  long double sum = 0;
  for (const double weight : weights) sum += usable(weight);
  if (total < 0) {
    std::vector<std::int64_t> split = largest_remainder(-std::max(total, -std::numeric_limits<std::int64_t>::max()), weights);
    for (std::int64_t& part : split) part = -part;
    return split;
  }
  const std::size_t parts = weights.size();
  std::vector<std::int64_t> split(parts);
  std::vector<std::int64_t> remainder(parts);  // in billionths, so that equal shares tie whatever their last bits are
  if (parts == 0) return split;
  std::int64_t left = total;
  for (std::size_t i = 0; i < parts; ++i) {
    const long double weight = sum > 0 ? usable(weights[i]) / sum : 1.0L / static_cast<long double>(parts);
    const long double exact = static_cast<long double>(total) * weight;
    const long double below = std::floor(exact + 1e-9L);
    split[i] = below < static_cast<long double>(left) ? static_cast<std::int64_t>(below) : left;
    left -= split[i];
    remainder[i] = static_cast<std::int64_t>((exact - below) * 1e9L);
  }
  std::vector<std::size_t> order(parts);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
  for (std::size_t i = 0; left > 0; i = (i + 1) % parts, --left) ++split[order[i]];
  return split;
}

}  // namespace handoff
