# handoff_batches(target folder): a unity build puts the files of one folder below `folder` together, so that names need to differ there alone.
# Files of `folder` itself, and of a folder with many files, go together by eights.
function(handoff_batches target folder)
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${folder} OUTPUT_VARIABLE inner)
    get_filename_component(inner "${inner}" DIRECTORY)
    string(REPLACE "/" "_" inner "files_${inner}")
    math(EXPR count_${inner} "0${count_${inner}} + 1")
    math(EXPR batch "${count_${inner}} / 8")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${inner}_${batch})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()
