# A build laid out by a profile (GCC). A first build counts what each branch does while it reads generated exports; a second
# build puts what runs often side by side. scripts/build-profiled.sh makes both. The answers are those of any other build.
set(HANDOFF_PROFILE "" CACHE STRING "generate: count what each branch does; use: lay the program out by those counts (GCC)")
set_property(CACHE HANDOFF_PROFILE PROPERTY STRINGS "" generate use)

# handoff_profile(target): for a room that each row or lead passes through.
function(handoff_profile target)
  if(NOT HANDOFF_PROFILE)
    return()
  endif()
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    message(FATAL_ERROR "HANDOFF_PROFILE needs GCC: this is ${CMAKE_CXX_COMPILER_ID}")
  endif()
  if(HANDOFF_PROFILE STREQUAL "generate")
    target_compile_options(${target} PRIVATE -fprofile-generate)
    target_link_options(${target} PUBLIC -fprofile-generate)
  else()
    # What no training run reached is compiled as in a build without a profile.
    target_compile_options(${target} PRIVATE -fprofile-use -fprofile-partial-training -Wno-missing-profile)
  endif()
endfunction()
