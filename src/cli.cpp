// Parse, dispatch, catch, exit code.
#include "cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <new>
#include <ostream>

#include "commands/command.hpp"
#include "handoff/error.hpp"
#include "handoff/suggest.hpp"
#include "render.hpp"


namespace handoff {

namespace {

constexpr int done = 0;
constexpr int could_not = 2;

int refuse(Streams& io, const std::string& where, const std::string& problem, const std::string& fix) {
  io.err << "handoff: " << terminal_text(where.empty() ? problem : where + ": " + problem) << "\n";
  if (!fix.empty()) io.err << "  to fix: " << terminal_text(fix) << "\n";
  return could_not;
}

std::string nearest_command(const std::string& typed, const std::vector<Command>& commands) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.emplace_back(command.name);
  return closest(typed, names);
}

/// An option that the parser does not know: names the nearest one it does.
std::string nearest_option(const CLI::App& app, const std::vector<std::string>& args) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  for (const std::string& arg : args) {
    const std::string name = arg.substr(0, arg.find('='));
    if (name.rfind("--", 0) != 0 || std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::string near = closest(name, names);
    if (!near.empty()) return "did you mean " + near + "?";
  }
  return "";
}

/// What was not expected: an option that other commands have, or a word too many.
std::string unexpected_fix(const CLI::App& app, const CLI::App& sub) {
  const std::string see = "see handoff " + sub.get_name() + " --help";
  for (const std::string& word : sub.remaining()) {
    const std::string name = word.substr(0, word.find('='));
    if (name.rfind("--", 0) == 0) {
      std::string others;
      for (const CLI::App* other : app.get_subcommands([](const CLI::App*) { return true; }))
        if (other->get_option_no_throw(name)) others += (others.empty() ? "" : ", ") + other->get_name();
      if (!others.empty()) return "leave it out: " + name + " is an option of " + others + ", and not of " + sub.get_name();
    } else if (!word.empty() && word[0] != '-') {
      return sub.get_option_no_throw("leads") ? "leave '" + word + "' out: " + sub.get_name() + " takes one file; " + see : "leave it out, or give the option that it belongs to; " + see;
    }
  }
  return "";
}

int dispatch(const std::vector<std::string>& args, Streams& io) {
  CLI::App app{"The truth about the handoff from marketing to sales: what a CRM export proves under a signed contract.", "handoff"};
  app.set_version_flag("--version", "handoff " HANDOFF_VERSION);
  app.require_subcommand(0, 1);
  app.footer("See 'handoff COMMAND --help' for the options of a command.");
  const std::vector<Command> commands = all_commands();
  std::vector<std::pair<CLI::App*, Runner>> runners;
  for (const Command& command : commands) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.answers));
    runners.emplace_back(sub, command.declare(*sub));
  }
  if (args.empty()) {
    io.out << app.help();
    finish_output(io);
    return done;
  }
  if (args[0][0] != '-' && std::none_of(commands.begin(), commands.end(), [&](const Command& c) { return c.name == args[0]; })) {
    const std::string near = nearest_command(args[0], commands);
    return refuse(io, "", "there is no command '" + args[0] + "'", near.empty() ? "see handoff --help" : "did you mean '" + near + "'?");
  }
  std::vector<std::string> reversed(args.rbegin(), args.rend());  // the parser takes them from the back
  try {
    app.parse(reversed);
  } catch (const CLI::Success& success) {
    const int code = app.exit(success, io.out, io.err);
    finish_output(io);
    return code;
  } catch (const CLI::ParseError& error) {
    const CLI::App* sub = app.get_subcommands().empty() ? &app : app.get_subcommands().front();
    std::string fix = nearest_option(*sub, args);
    if (dynamic_cast<const CLI::ExtrasError*>(&error) && sub != &app)
      if (std::string other = unexpected_fix(app, *sub); !other.empty() && (fix.empty() || other.starts_with("leave it out:"))) fix = std::move(other);
    if (fix.empty()) fix = sub == &app ? "see handoff --help" : "see handoff " + sub->get_name() + " --help";
    return refuse(io, "", error.what(), fix);
  }
  for (const auto& [sub, runner] : runners)
    if (sub->parsed()) return runner(io);
  io.out << app.help();
  finish_output(io);
  return done;
}

}  // namespace

int run(const std::vector<std::string>& args, Streams& io) {
  try {
    return dispatch(args, io);
  } catch (const ClosedPipe&) {
    return done;
  } catch (const Error& error) {
    return refuse(io, error.where, error.problem, error.fix);
  } catch (const std::bad_alloc&) {
    return refuse(io, "", "out of memory", "group by a field with fewer values, or take a smaller sample");
  } catch (const std::exception& error) {
    return refuse(io, "", std::string("internal error: ") + error.what(), "please report this, with the command and, if you may, the first lines of the export");
  }
}

}  // namespace handoff
