#include "frame/declare.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "handoff/text/error.hpp"
#include "handoff/text/ascii.hpp"

namespace handoff {

namespace {

/// The name that messages use: the long one of `-o,--output`, none of what is not an option.
std::string long_name(const std::string& names) {
  const std::size_t dashes = names.find("--");
  if (dashes == std::string::npos) return "";
  return names.substr(dashes, names.find(',', dashes) - dashes);
}

/// `--as-of` where a value belongs: with `-c $SLA --as-of now` and no SLA the shell leaves nothing between the two.
bool is_an_option(const std::string& text) { return text.size() > 2 && text.starts_with("--") && is_letter(text[2]); }

/// An unset variable of the shell comes as an empty text. Where that would pass for "not given", or for a file without a name, it is refused.
CLI::Option* not_empty(CLI::Option* option, const std::string& names, const std::string& type) {
  return option->type_name(type)->each([name = long_name(names), type](const std::string& text) {
    if (!name.empty() && is_an_option(text))
      throw Error(name, fmt::format("is given without a value: {} follows", text), fmt::format("write {} {}, or leave it out; a variable of the shell may be unset", name, type));
    if (!text.empty()) return;
    if (name.empty()) throw Error("", "the name of a file is empty", "name the file; a variable of the shell may be unset");
    throw Error(name, "is given without a value", "write " + name + " " + type + ", or leave it out; a variable of the shell may be unset");
  });
}

}  // namespace

void refuse_empty(CLI::Option* option, const std::string& names, const std::string& type) { not_empty(option, names, type); }

void add_option(CLI::App& app, const std::string& names, std::string& to, const std::string& help, const std::string& type) {
  not_empty(app.add_option(names, to, help), names, type);
}

void add_option(CLI::App& app, const std::string& names, std::optional<std::string>& to, const std::string& help, const std::string& type) {
  not_empty(app.add_option(names, to, help), names, type);
}

void add_option(CLI::App& app, const std::string& names, std::vector<std::string>& to, const std::string& help, const std::string& type) {
  not_empty(app.add_option(names, to, help), names, type);
}

void add_repeated(CLI::App& app, const std::string& names, std::vector<std::string>& to, const std::string& help, const std::string& type) {
  not_empty(app.add_option(names, to, help), names, type)->take_all()->allow_extra_args(false);
}

void add_flag(CLI::App& app, const std::string& names, bool& to, const std::string& help) { app.add_flag(names, to, help); }

void describe_option(CLI::App& app, const std::string& name, const std::string& help) { app.get_option(name)->description(help); }

void remove_option(CLI::App& app, const std::string& name) { app.remove_option(app.get_option(name)); }

}  // namespace handoff
