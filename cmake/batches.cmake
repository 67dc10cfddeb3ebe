# A unity build puts the files of one folder below `folder` together, so that names need to differ there alone.
# Files of `folder` itself, and of a folder with many files, go together by eights.
# handoff_batches(target folder TOGETHER folders...): with HANDOFF_TOGETHER all files of those inner folders are one batch. They are what each lead passes through; the compiler
# then sees across them, as an optimizer that links would, in a tenth of its time. Names of theirs must differ in all of them.
function(handoff_batches target folder)
  cmake_parse_arguments(arg "" "" "TOGETHER" ${ARGN})
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${folder} OUTPUT_VARIABLE inner)
    get_filename_component(inner "${inner}" DIRECTORY)
    if(HANDOFF_TOGETHER AND inner IN_LIST arg_TOGETHER)
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP together)
      continue()
    endif()
    string(REPLACE "/" "_" inner "files_${inner}")
    math(EXPR count_${inner} "0${count_${inner}} + 1")
    math(EXPR batch "${count_${inner}} / 8")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${inner}_${batch})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()
