#include "declare.hpp"

#include <CLI/CLI.hpp>

#include "outputs.hpp"

namespace handoff {

void add_option(CLI::App& app, const std::string& names, std::string& to, const std::string& help, const std::string& type) {
  app.add_option(names, to, help)->type_name(type);
}

void add_option(CLI::App& app, const std::string& names, std::optional<std::string>& to, const std::string& help, const std::string& type) {
  app.add_option(names, to, help)->type_name(type);
}

void add_option(CLI::App& app, const std::string& names, std::vector<std::string>& to, const std::string& help, const std::string& type) {
  app.add_option(names, to, help)->type_name(type);
}

void add_file(CLI::App& app, const std::string& names, std::string& to, const std::string& help) {
  app.add_option(names, to, help)->type_name("FILE")->each([names](const std::string& file) { require_name(names, file); });
}

void add_repeated(CLI::App& app, const std::string& names, std::vector<std::string>& to, const std::string& help, const std::string& type) {
  app.add_option(names, to, help)->type_name(type)->take_all()->allow_extra_args(false);
}

void add_flag(CLI::App& app, const std::string& names, bool& to, const std::string& help) { app.add_flag(names, to, help); }

void describe_option(CLI::App& app, const std::string& name, const std::string& help) { app.get_option(name)->description(help); }

void remove_option(CLI::App& app, const std::string& name) { app.remove_option(app.get_option(name)); }

}  // namespace handoff
