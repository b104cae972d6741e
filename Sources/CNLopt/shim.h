#pragma once
#include <nlopt.h>
