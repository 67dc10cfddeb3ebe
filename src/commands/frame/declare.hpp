// What a command adds to the parser. The parser's templates cost ten seconds of compiling wherever they are used, so they are used in
// declare.cpp and in the command line itself, and nowhere else.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}

namespace handoff {

/// An option with a value, or a positional argument where `names` has no dash. `type` stands in the help: FILE, N. An empty value is refused,
/// whatever the option: an unset variable of the shell must not pass for an option that was not given.
void add_option(CLI::App& app, const std::string& names, std::string& to, const std::string& help, const std::string& type);
/// The same, empty where it is not typed.
void add_option(CLI::App& app, const std::string& names, std::optional<std::string>& to, const std::string& help, const std::string& type);
/// As many values as follow.
void add_option(CLI::App& app, const std::string& names, std::vector<std::string>& to, const std::string& help, const std::string& type);
/// One value each time it is typed.
void add_repeated(CLI::App& app, const std::string& names, std::vector<std::string>& to, const std::string& help, const std::string& type);
/// The same for an option that is declared otherwise.
void refuse_empty(CLI::Option* option, const std::string& names, const std::string& type);
void add_flag(CLI::App& app, const std::string& names, bool& to, const std::string& help);
/// Another help for an option that is there, and no such option after all.
void describe_option(CLI::App& app, const std::string& name, const std::string& help);
void remove_option(CLI::App& app, const std::string& name);

}  // namespace handoff
