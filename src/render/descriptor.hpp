// Paths that stand for a descriptor that is open already, and what the two halves of writing a file share.
#pragma once
#include <string>

namespace handoff {

/// The descriptor that a path such as `-`, `/dev/stdout` or `/dev/fd/63` stands for, as an output; -1: none.
int descriptor_named(const std::string& path);

/// The folder that a path's last name stands in: `.` where it names none.
std::string folder_of(const std::string& path);

/// The names tried for a temporary file beside the target, one after the other, and how many there are.
std::string temporary_name(const std::string& target, int attempt);
constexpr int temporary_names = 1000;

/// Has the file of this name removed when a signal ends the run, from before it is made until `spare`. A name too long, or one too many, is left out.
void doom(const std::string& name);
void spare(const std::string& name);
/// Has SIGINT, SIGTERM and SIGHUP remove these files before they end the process, whose status stays that of the signal. What is ignored stays ignored.
void remove_doomed_on_signals();

/// Throws Error: what failed, the system's word for it, and a way out where there is one.
[[noreturn]] void refuse_file(const std::string& path, const std::string& what, int code);

}  // namespace handoff
