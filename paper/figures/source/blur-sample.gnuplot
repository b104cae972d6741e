# Draws blur-sample.pdf, blur-sample.svg and blur-sample.png in the folder above from blur-sample.csv beside this script.
# By hand, in this folder: gnuplot blur-sample.gnuplot
set encoding utf8
set datafile separator ','
data = 'blur-sample.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,2.158523cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../blur-sample.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,82 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output "| sed 's/<image /<image image-rendering=\"pixelated\" /' > ../blur-sample.svg"
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,255 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../blur-sample.png'
  marker = 4.167
}
set palette model RGB functions gray, gray, gray; set cbrange [0:255]; unset colorbox
unset key; unset tics; unset border; unset label
set lmargin at screen 0.005882
set rmargin at screen 0.994118
set tmargin at screen 0.953672
set bmargin at screen 0.222374
set xrange [-0.5:297.5]; set yrange [27.5:-0.5]
set label 'β = 0.01' at first 13.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 0.564' at first 43.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 1.12' at first 73.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 1.67' at first 103.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 2.23' at first 133.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 2.78' at first 163.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 3.34' at first 193.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 3.89' at first 223.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 4.45' at first 253.5,30.870238 center font 'DejaVu Sans,7.5'
set label 'β = 5' at first 283.5,30.870238 center font 'DejaVu Sans,7.5'
plot data matrix with image
unset output
}
