// What tells them from Western text: their letters take two bytes and stand beside one another in runs, while an accented letter of Windows-1252 is one byte
// between plain letters. So a text counts as East Asian only where nearly all its high bytes pair up as the encoding says, most pairs stand in
// runs, and the pairs are those of everyday letters.
#include "bytes/east_asian.hpp"

#include <cstddef>

namespace handoff {
namespace {

constexpr std::size_t least_pairs = 6;  ///< fewer are no proof

unsigned byte_at(std::string_view text, std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; }
bool within(unsigned byte, unsigned low, unsigned high) { return byte >= low && byte <= high; }

/// What a text's high bytes are like, read as one encoding.
struct Evidence {
  std::size_t pairs = 0, in_runs = 0;  ///< letters of two bytes; of those: beside another
  std::size_t everyday = 0;            ///< of those: of the rows that ordinary words are written in
  std::size_t kana = 0, hangul = 0;    ///< of those: Japanese syllables; in the rows of Korean ones
  std::size_t early = 0;               ///< of those: with a second byte early in its row, which letters of Cyrillic, Greek or German in one byte never have
  std::size_t broken = 0;              ///< high bytes that the encoding has no letter for
  bool holds() const { return pairs >= least_pairs && broken * 50 <= pairs && in_runs * 4 >= pairs * 3 && everyday * 4 >= pairs * 3; }
};

/// Counts a run of pairs as it ends.
struct Run {
  Evidence& evidence;
  std::size_t length = 0;
  void end() {
    if (length > 1) evidence.in_runs += length;
    length = 0;
  }
};

Evidence read_as_shift_jis(std::string_view text) {
  Evidence out;
  Run run{out};
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned first = byte_at(text, at), second = byte_at(text, at + 1);
    if (first < 0x80) {
      run.end();
    } else if (within(first, 0x81, 0x9F) || within(first, 0xE0, 0xFC)) {
      if (at + 1 == text.size()) break;  // cut
      if (!within(second, 0x40, 0x7E) && !within(second, 0x80, 0xFC)) {
        ++out.broken;
        run.end();
        continue;
      }
      const bool kana = (first == 0x82 && within(second, 0x9F, 0xF1)) || (first == 0x83 && within(second, 0x40, 0x96));
      out.kana += kana;
      out.everyday += kana || first == 0x81 || first == 0x82 || first == 0x83 || within(first, 0x88, 0x9F) || within(first, 0xE0, 0xEA);
      ++out.pairs;
      ++run.length;
      ++at;
    } else if (!within(first, 0xA1, 0xDF)) {  // those are half-wide syllables of one byte
      ++out.broken;
      run.end();
    }
  }
  run.end();
  return out;
}

Evidence read_as_euc(std::string_view text) {
  Evidence out;
  Run run{out};
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned first = byte_at(text, at), second = byte_at(text, at + 1);
    if (first < 0x80) {
      run.end();
      continue;
    }
    if (at + 1 == text.size()) break;  // cut
    const bool half_wide = first == 0x8E && within(second, 0xA1, 0xDF);
    if (!half_wide && (!within(first, 0xA1, 0xFE) || !within(second, 0xA1, 0xFE))) {
      ++out.broken;
      run.end();
      continue;
    }
    out.kana += half_wide || (first == 0xA4 && second <= 0xF3) || (first == 0xA5 && second <= 0xF6);
    out.hangul += within(first, 0xB0, 0xC8);
    out.early += within(second, 0xA1, 0xAF);
    out.everyday += half_wide || within(first, 0xA1, 0xA5) || within(first, 0xB0, 0xF7);
    ++out.pairs;
    ++run.length;
    ++at;
  }
  run.end();
  return out;
}

/// Nearly all high bytes stand in letters of UTF-8, or there are none: then it is UTF-8 that was damaged.
bool is_mostly_utf8(std::string_view text) {
  std::size_t high = 0, in_letters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned first = byte_at(text, at);
    if (first < 0x80) continue;
    ++high;
    const std::size_t more = within(first, 0xC2, 0xDF) ? 1 : within(first, 0xE0, 0xEF) ? 2 : within(first, 0xF0, 0xF4) ? 3 : 0;
    std::size_t followed = 0;
    while (followed < more && within(byte_at(text, at + 1 + followed), 0x80, 0xBF)) ++followed;
    if (more == 0 || followed < more) continue;
    high += more;
    in_letters += more + 1;
    at += more;
  }
  return in_letters * 5 >= high * 4;  // so is a text without any
}

}  // namespace

std::string_view east_asian_encoding(std::string_view text) {
  for (const std::string_view escape : {"\x1B$B", "\x1B$@"})
    if (text.find(escape) != std::string_view::npos && text.find("\x1B(") != std::string_view::npos) return "ISO-2022-JP";
  if (is_mostly_utf8(text)) return {};
  const Evidence euc = read_as_euc(text);
  if (euc.holds() && euc.early * 20 >= euc.pairs) return euc.kana * 20 >= euc.pairs ? "EUC-JP" : euc.hangul * 10 >= euc.pairs * 9 ? "EUC-KR" : "GB2312 (EUC-CN)";
  return read_as_shift_jis(text).holds() ? "Shift-JIS" : std::string_view();
}

}  // namespace handoff
