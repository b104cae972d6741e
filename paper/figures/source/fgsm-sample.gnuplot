# Draws fgsm-sample.pdf, fgsm-sample.svg and fgsm-sample.png in the folder above from fgsm-sample.csv beside this script.
# By hand, in this folder: gnuplot fgsm-sample.gnuplot
set encoding utf8
set datafile separator ','
data = 'fgsm-sample.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,3.222697cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../fgsm-sample.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,122 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output "| sed 's/<image /<image image-rendering=\"pixelated\" /' > ../fgsm-sample.svg"
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,381 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../fgsm-sample.png'
  marker = 4.167
}
set palette model RGB functions gray, gray, gray; set cbrange [0:255]; unset colorbox
unset key; unset tics; unset border; unset label
set lmargin at screen 0.005882
set rmargin at screen 0.994118
set tmargin at screen 0.96897
set bmargin at screen 0.148944
set xrange [-0.5:177.5]; set yrange [27.5:-0.5]
set label 'β = 0.001' at first 13.5,29.513095 center font 'DejaVu Sans,7.5'
set label 'β = 0.0048' at first 43.5,29.513095 center font 'DejaVu Sans,7.5'
set label 'β = 0.0086' at first 73.5,29.513095 center font 'DejaVu Sans,7.5'
set label 'β = 0.0124' at first 103.5,29.513095 center font 'DejaVu Sans,7.5'
set label 'β = 0.0162' at first 133.5,29.513095 center font 'DejaVu Sans,7.5'
set label 'β = 0.02' at first 163.5,29.513095 center font 'DejaVu Sans,7.5'
plot data matrix with image
unset output
}
