# Draws noise-sample.pdf, noise-sample.svg and noise-sample.png in the folder above from noise-sample.csv beside this script.
# By hand, in this folder: gnuplot noise-sample.gnuplot
set encoding utf8
set datafile separator ','
data = 'noise-sample.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,2.158523cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../noise-sample.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,82 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output "| sed 's/<image /<image image-rendering=\"pixelated\" /' > ../noise-sample.svg"
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,255 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../noise-sample.png'
  marker = 4.167
}
set palette model RGB functions gray, gray, gray; set cbrange [0:255]; unset colorbox
unset key; unset tics; unset border; unset label
set lmargin at screen 0.005882
set rmargin at screen 0.994118
set tmargin at screen 0.953672
set bmargin at screen 0.222374
set xrange [-0.5:297.5]; set yrange [27.5:-0.5]
set label 'β = 0' at first 13.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 0.178' at first 43.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 0.356' at first 73.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 0.533' at first 103.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 0.711' at first 133.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 0.889' at first 163.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 1.07' at first 193.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 1.24' at first 223.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 1.42' at first 253.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 1.6' at first 283.5,30.870238 center font 'DejaVu Sans,7.5'
plot data matrix with image
unset output
}
