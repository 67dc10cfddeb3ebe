# Every library is a Debian 12 package; scripts/install-dependencies.sh installs them all.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(date REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(LibArchive REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
find_path(HWY_INCLUDE_DIR hwy/highway.h REQUIRED)  # the headers are enough
find_path(FCCP_INCLUDE_DIR libfccp/csv.h REQUIRED)
