# Warnings and sanitizers, given to every target of ours and to none of the libraries'.
add_library(handoff_warnings INTERFACE)
target_compile_options(handoff_warnings INTERFACE -Wall -Wextra -Wshadow -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(handoff_warnings INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-maybe-uninitialized)  # false alarms inside strings and vectors
endif()
if(CMAKE_UNITY_BUILD)
  target_compile_options(handoff_warnings INTERFACE -Wno-shadow)  # of a file that happens to stand before it in the batch
endif()
if(HANDOFF_WERROR)
  target_compile_options(handoff_warnings INTERFACE -Werror)
endif()
if(HANDOFF_SANITIZE)
  # What is left out costs a third of the compiling: the address sanitizer meets a null pointer or an object's end by itself, no
  # pointer is cast to a wider type, and nothing has a vptr to fake.
  add_compile_options(-fsanitize=${HANDOFF_SANITIZE} -fno-sanitize=null,object-size,alignment,vptr -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${HANDOFF_SANITIZE})
endif()
