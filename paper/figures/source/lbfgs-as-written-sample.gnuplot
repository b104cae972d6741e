# Draws lbfgs-as-written-sample.pdf, lbfgs-as-written-sample.svg and lbfgs-as-written-sample.png in the folder above from lbfgs-as-written-sample.csv beside this script.
# By hand, in this folder: gnuplot lbfgs-as-written-sample.gnuplot
set encoding utf8
set datafile separator ','
data = 'lbfgs-as-written-sample.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,2.841538cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../lbfgs-as-written-sample.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,107 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output "| sed 's/<image /<image image-rendering=\"pixelated\" /' > ../lbfgs-as-written-sample.svg"
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,336 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../lbfgs-as-written-sample.png'
  marker = 4.167
}
set palette model RGB functions gray, gray, gray; set cbrange [0:255]; unset colorbox
unset key; unset tics; unset border; unset label
set lmargin at screen 0.005882
set rmargin at screen 0.994118
set tmargin at screen 0.964808
set bmargin at screen 0.168923
set xrange [-0.5:207.5]; set yrange [27.5:-0.5]
set label 'β = 20' at first 13.5,29.852381 center font 'DejaVu Sans,7.5'
set label 'β = 50' at first 43.5,29.852381 center font 'DejaVu Sans,7.5'
set label 'β = 100' at first 73.5,29.852381 center font 'DejaVu Sans,7.5'
set label 'β = 200' at first 103.5,29.852381 center font 'DejaVu Sans,7.5'
set label 'β = 500' at first 133.5,29.852381 center font 'DejaVu Sans,7.5'
set label 'β = 1000' at first 163.5,29.852381 center font 'DejaVu Sans,7.5'
set label 'β = 2000' at first 193.5,29.852381 center font 'DejaVu Sans,7.5'
plot data matrix with image
unset output
}
