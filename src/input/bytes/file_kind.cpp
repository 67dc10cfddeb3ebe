// Signatures of what people hand over instead of CSV. Each answer says what to do, since the file's name will not tell.
#include "bytes/file_kind.hpp"

#include <algorithm>
#include <array>

#include "handoff/text/ascii.hpp"

namespace handoff {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view save_as_csv = "save it as 'CSV UTF-8' in Excel and give that file";

bool begins(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

bool begins_any_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(), [](char p, char t) { return p == ascii_lower(t); });
}

/// The name of the first file of a zip; where it is cut off, as far as it goes.
std::string_view first_in_zip(std::string_view head) {
  constexpr std::size_t length_at = 26, name_at = 30;
  if (head.size() < name_at) return {};
  const std::size_t length = static_cast<unsigned char>(head[length_at]) + 256u * static_cast<unsigned char>(head[length_at + 1]);
  return head.substr(name_at, length);
}

NotCsv zip_kind(std::string_view head) {
  if (first_in_zip(head) == "mimetype" && head.find("opendocument.spreadsheet") != std::string_view::npos) {
    return {"is an OpenDocument spreadsheet (ODS), not CSV", "save it as 'Text CSV' in UTF-8 and give that file"};
  }
  if (is_workbook(head)) return {"is an Excel workbook (XLSX), not CSV", std::string(save_as_csv)};
  return {"is a ZIP archive, not CSV", "unpack it first and give the CSV file inside (unzip -p FILE | handoff COMMAND -)"};
}

struct Magic {
  std::string_view bytes, problem, fix;
};

constexpr std::array<Magic, 19> signatures{{
    {"\x1f\x8b"sv, "is compressed (GZIP), not CSV", "unpack it first (gunzip -c FILE | handoff COMMAND -)"},
    {"\xd0\xcf\x11\xe0"sv, "is an old Excel workbook (XLS), not CSV", save_as_csv},
    {"%PDF-"sv, "is a PDF document, not CSV", "export the records as CSV from the CRM and give that file"},
    {"\x28\xb5\x2f\xfd"sv, "is compressed (Zstandard), not CSV", "unpack it first (zstd -dc FILE | handoff COMMAND -)"},
    {"\xfd"
     "7zXZ\0"sv, "is compressed (XZ), not CSV", "unpack it first (xz -dc FILE | handoff COMMAND -)"},
    {"BZh"sv, "is compressed (BZIP2), not CSV", "unpack it first (bzip2 -dc FILE | handoff COMMAND -)"},
    {"7z\xbc\xaf\x27\x1c"sv, "is a 7-Zip archive, not CSV", "unpack it first and give the CSV file inside"},
    {"Rar!\x1a\x07"sv, "is a RAR archive, not CSV", "unpack it first and give the CSV file inside"},
    {"\x1f\x9d"sv, "is compressed (.Z, of compress), not CSV", "unpack it first (uncompress -c FILE | handoff COMMAND -)"},
    {"\x5d\0\0"sv, "is compressed (.lzma), not CSV", "unpack it first (xz -dc --format=lzma FILE | handoff COMMAND -)"},
    {"LZIP\1"sv, "is compressed (lzip), not CSV", "unpack it first (lzip -dc FILE | handoff COMMAND -)"},
    {"\x04\x22\x4d\x18"sv, "is compressed (LZ4), not CSV", "unpack it first (lz4 -dc FILE | handoff COMMAND -)"},
    {"\x89LZO\0"sv, "is compressed (lzop), not CSV", "unpack it first (lzop -dc FILE | handoff COMMAND -)"},
    {"MSCF\0\0\0\0"sv, "is a cabinet archive (CAB), not CSV", "unpack it first (cabextract FILE) and give the CSV file inside"},
    {"!<arch>\n"sv, "is an ar archive, not CSV", "unpack it first (ar x FILE) and give the CSV file inside"},
    {"Obj\1"sv, "is an Avro file, not CSV", "write it out as CSV first and give that file"},
    {"PAR1"sv, "is a Parquet file, not CSV", "write it out as CSV first and give that file"},
    {"SQLite format 3\0"sv, "is an SQLite database, not CSV", "write the table out as CSV first (sqlite3 -header -csv)"},
    {"{\\rtf"sv, "is a rich text document (RTF), not CSV", "save it as plain text in UTF-8 and give that file"},
}};

/// A cpio archive: its header in ASCII digits (newc, crc, odc), or the old binary one with a small count of links and NULs in it.
bool is_cpio(std::string_view head) {
  const auto all = [&](std::size_t size, std::string_view digits) { return head.size() >= size && head.substr(6, size - 6).find_first_not_of(digits) == std::string_view::npos; };
  if (begins(head, "070701") || begins(head, "070702")) return all(110, "0123456789abcdefABCDEF");
  if (begins(head, "070707")) return all(76, "01234567");
  const bool binary = begins(head, "\xc7\x71") || begins(head, "\x71\xc7");
  return binary && head.size() >= 26 && std::count(head.begin(), head.begin() + 26, '\0') >= 2;
}

/// The contract, given where an export belongs: a line `handoff = 2` before any table.
bool is_contract(std::string_view head) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (begins(line, "[")) return false;
    if (!begins(line, "handoff")) continue;
    line.remove_prefix(7);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (begins(line, "=")) return true;
  }
  return false;
}

}  // namespace

std::optional<NotCsv> not_csv(std::string_view head) {
  if (begins(head, "PK\x03\x04") || begins(head, "PK\x05\x06")) return zip_kind(head);
  for (const Magic& known : signatures) {
    // "BZh" could begin a header; a block size and the magic of pi follow it in a real archive.
    if (known.bytes == "BZh" && (head.size() < 6 || head.substr(4, 2) != "1A")) continue;
    if (begins(head, known.bytes)) return NotCsv{std::string(known.problem), std::string(known.fix)};
  }
  if (is_cpio(head)) return NotCsv{"is a cpio archive, not CSV", "unpack it first (cpio -id < FILE) and give the CSV file inside"};
  if (is_contract(head)) return NotCsv{"is a contract, not an export", "name the contract with -c, and the export without: handoff COMMAND leads.csv -c sla.toml"};
  if (begins(head, "\xff\xfe\0\0"sv) || begins(head, "\0\0\xfe\xff"sv)) return NotCsv{"is encoded as UTF-32", std::string(save_as_csv)};
  if (begins(head, "\xef\xbb\xbf")) head.remove_prefix(3);
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  for (const std::string_view tag : {"<!doctype"sv, "<html"sv, "<table"sv, "<head"sv, "<body"sv, "<meta"sv}) {
    if (begins_any_case(head, tag)) {
      return NotCsv{"is a web page (HTML), not CSV", "open it in a spreadsheet and save it as 'CSV UTF-8', or export again as CSV; it may be a sign-in page"};
    }
  }
  if (begins_any_case(head, "<?xml")) return NotCsv{"is an XML document, not CSV", "open it in a spreadsheet and save it as 'CSV UTF-8', or export again as CSV"};
  if (begins(head, "{\"") || begins(head, "[{")) return NotCsv{"is JSON, not CSV", "export the records as CSV and give that file"};
  return std::nullopt;
}

bool is_workbook(std::string_view head) {
  const std::string_view first = first_in_zip(head);
  return first == "mimetype" || first.starts_with("[Content_Types].xml") || first.starts_with("xl/") || first.starts_with("_rels/") || first.starts_with("docProps/");
}

Utf16 utf16_kind(std::string_view head) {
  if (begins(head, "\xff\xfe\0\0"sv)) return Utf16::no;
  if (begins(head, "\xff\xfe")) return Utf16::little_endian;
  if (begins(head, "\xfe\xff")) return Utf16::big_endian;
  head = head.substr(0, 1024);
  const std::size_t pairs = head.size() / 2;
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    even += head[2 * i] == '\0';
    odd += head[2 * i + 1] == '\0';
  }
  // Latin letters, digits and delimiters have a NUL half each; a CSV with stray NULs has few of them, on both sides.
  if (pairs >= 2 && odd * 2 > pairs && even * 8 <= odd) return Utf16::little_endian;
  if (pairs >= 2 && even * 2 > pairs && odd * 8 <= even) return Utf16::big_endian;
  return Utf16::no;
}

}  // namespace handoff
