# Writes a C++ file with the bytes of other files as constants:
#   cmake -DOUT=files.cpp -DHEADER=a/files.hpp -DNAMESPACE=x::y
#         "-DCONSTANTS=page=a.html|script=b.js,c.js" -P cmake/embed.cmake
# Files of one constant follow one another. An array of bytes, for a string literal has an end.
set(text "// Made by cmake/embed.cmake.\n#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n")
string(REPLACE "|" ";" constants "${CONSTANTS}")
foreach(constant IN LISTS constants)
  string(REGEX MATCH "^([^=]+)=(.*)$" parts "${constant}")
  set(name ${CMAKE_MATCH_1})
  string(REPLACE "," ";" files "${CMAKE_MATCH_2}")
  set(bytes "")
  foreach(file IN LISTS files)
    file(READ "${file}" hex HEX)
    string(APPEND bytes "${hex}")
  endforeach()
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND text "static constexpr char ${name}_bytes[] = {${bytes}};\n"
                     "const std::string_view ${name}{${name}_bytes, ${size}};\n")
endforeach()
string(APPEND text "}  // namespace ${NAMESPACE}\n")
file(WRITE "${OUT}" "${text}")
