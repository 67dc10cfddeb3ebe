// Zones against the C library, which reads the same files by other code; and files that are cut off, damaged or not there.
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "handoff/time/zone_database.hpp"

#include "time/zone_file.hpp"

using namespace handoff;
namespace fs = std::filesystem;

namespace {

/// A variable of the environment, as it was again afterwards.
struct Variable {
  Variable(const char* name_, const std::string& value) : name(name_) {
    if (const char* before = std::getenv(name)) old = before;
    ::setenv(name, value.c_str(), 1);
  }
  ~Variable() { old ? ::setenv(name, old->c_str(), 1) : ::unsetenv(name); }
  const char* name;
  std::optional<std::string> old;
};

struct Folder {
  Folder() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
  ~Folder() { fs::remove_all(path); }
  void put(const std::string& name, const std::string& bytes) const { std::ofstream(path + "/" + name, std::ios::binary) << bytes; }
  std::string path = "/tmp/handoff-zones-XXXXXX";
};

}  // namespace

TEST_CASE("every zone of the system is what the C library makes of it", "[zone]") {
  std::uint64_t state = 11;
  for (const std::string& name : zone_names()) {
    const auto zone = Zone::find(name);
    INFO(name);
    REQUIRE(zone);
    const Variable variable("TZ", ":" + name);
    ::tzset();
    for (int i = 0; i < 200; ++i) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      const std::time_t at = -2'100'000'000 + static_cast<std::time_t>((state >> 20) % 4'200'000'000ULL);  // 1903 to 2036
      std::tm local{};
      REQUIRE(::localtime_r(&at, &local) != nullptr);
      REQUIRE(zone->to_local(at) - at == local.tm_gmtoff);
    }
  }
  ::tzset();
}

TEST_CASE("a zone file that is cut off anywhere is no zone, and no byte of it is believed", "[zone]") {
  const std::string whole = read_zone_bytes("America/New_York").bytes;
  REQUIRE(read_zone_file(whole));
  const std::size_t footer = whole.rfind('\n', whole.size() - 2);  // the rule, which is not read
  for (std::size_t size = 0; size < footer; ++size) REQUIRE_FALSE(read_zone_file(std::string_view(whole).substr(0, size)));
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const char wrong : {'\0', '\x7F', '\xFF'}) {
      std::string damaged = whole;
      damaged[at] = wrong;
      (void)read_zone_file(damaged);  // whatever it is, it is read or refused
    }
  CHECK_FALSE(read_zone_file(std::string(100'000, '\xFF')));
  CHECK_FALSE(read_zone_file("TZif2" + std::string(15, '\0') + std::string(24, '\x7F')));
}

TEST_CASE("without a zone database it is the database that is named, and UTC still works", "[zone]") {
  const Folder folder;
  const Variable variable("TZDIR", folder.path);
  CHECK_FALSE(Zone::find("Europe/Berlin"));
  CHECK(zone_trouble("Europe/Berlin").problem == "there is no time zone database in " + folder.path);
  CHECK(Zone::find("UTC"));
  folder.put("Berlin", "TZif2 and no more");
  CHECK_FALSE(Zone::find("Berlin"));
  CHECK(zone_trouble("Berlin").problem.starts_with("the time zone database is damaged"));
  CHECK(zone_trouble("Paris").problem.empty());
  CHECK(zone_names() == std::vector<std::string>{"Berlin", "UTC"});
}

TEST_CASE("TZDIR names another database", "[zone]") {
  const std::string tokyo = read_zone_bytes("Asia/Tokyo").bytes;
  const Folder folder;
  const Variable variable("TZDIR", folder.path);
  folder.put("Here", tokyo);
  REQUIRE(Zone::find("Here"));
  CHECK(Zone::find("Here")->to_local(1'782'828'300) == 1'782'828'300 + 9 * 3600);
}
