# Writes examples/contracts/*.toml into a source file, so that the program carries them with it.
file(GLOB templates CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/examples/contracts/*.toml)
list(SORT templates)
set(HANDOFF_TEMPLATES "")
foreach(path ${templates})
  get_filename_component(name ${path} NAME_WE)
  file(READ ${path} text)
  string(APPEND HANDOFF_TEMPLATES "      {\"${name}\", R\"toml(${text})toml\"},\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/templates.cpp @ONLY CONTENT [=[// Written by cmake/templates.cmake from examples/contracts.
#include "draft/templates.hpp"

namespace handoff {

const std::vector<Template>& templates() {
  static const std::vector<Template> list = {
@HANDOFF_TEMPLATES@  };
  return list;
}

}  // namespace handoff
]=])
target_sources(handoff_contract PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/templates.cpp)
